package fanout.cli;

import fanout.results.BadResultException;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is read of the files that a command compares. */
final class FileOptions extends SharedOptions {
  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Compare only benchmarks whose name or parameters match.")
  private @Nullable String only;

  /**
   * Reads files or folders of one side and pools their forks, keeps what {@code --only} asks for,
   * and leaves the given parameters out.
   *
   * @param paths files or folders, at least one
   */
  ResultFile read(List<Path> paths, Set<String> ignoredParams) {
    ResultFile pooled = ResultFile.read(expanded(paths));
    return selected(pooled, ignoredParams).orElseThrow(() -> withoutMatch(pooled.path()));
  }

  /**
   * Reads each file, and each file of a folder, by itself. Those that have nothing of what {@code
   * --only} asks for are left out.
   *
   * @throws BadResultException if none is left
   */
  List<ResultFile> readEach(List<Path> paths, Set<String> ignoredParams) {
    List<Path> files = expanded(paths);
    List<ResultFile> kept =
        files.parallelStream()
            .flatMap(file -> selected(ResultFile.read(file), ignoredParams).stream())
            .toList();
    if (kept.isEmpty()) {
      throw withoutMatch(files.getLast());
    }
    return kept;
  }

  /**
   * Reads files as {@link #readEach} does, of which the last is to be judged.
   *
   * @throws BadResultException if the last has nothing of what {@code --only} asks for
   */
  List<ResultFile> readSeries(List<Path> paths, Set<String> ignoredParams) {
    List<ResultFile> kept = readEach(paths, ignoredParams);
    Path last = expanded(paths).getLast();
    if (!kept.getLast().path().equals(last)) {
      throw withoutMatch(last);
    }
    return kept;
  }

  private BadResultException withoutMatch(Path file) {
    return new BadResultException(file, "no benchmark matches --only '" + only + "'");
  }

  private Optional<ResultFile> selected(ResultFile file, Set<String> ignoredParams) {
    if (only == null) {
      return Optional.of(file.withoutParams(ignoredParams));
    }
    Pattern wanted = regex("--only", only);
    List<ResultEntry> kept =
        file.entries().stream()
            .filter(entry -> wanted.matcher(entry.key().toString()).find())
            .toList();
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(new ResultFile(file.path(), kept).withoutParams(ignoredParams));
  }

  /** Tells whether two names are of one file, which need not exist. */
  static boolean isSame(Path file, Path other) {
    try {
      return file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
          || (Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  /** Returns files with the results of each folder, by name, in its place. */
  static List<Path> expanded(List<Path> paths) {
    return paths.stream().flatMap(path -> expanded(path).stream()).toList();
  }

  private static List<Path> expanded(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      List<Path> results =
          files.filter(file -> file.toString().matches(".*\\.json(\\.gz)?")).sorted().toList();
      if (results.isEmpty()) {
        throw new BadResultException(path, "holds no result: expected files *.json or *.json.gz");
      }
      return results;
    } catch (IOException unreadable) {
      throw new BadResultException(path, "cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }
}
