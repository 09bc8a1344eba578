package fanout.cli;

import fanout.results.BadResultException;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    return selected(ResultFile.read(expanded(paths)), ignoredParams);
  }

  /** Reads each file, and each file of a folder, by itself. */
  List<ResultFile> readEach(List<Path> paths, Set<String> ignoredParams) {
    return expanded(paths).parallelStream()
        .map(file -> selected(ResultFile.read(file), ignoredParams))
        .toList();
  }

  private ResultFile selected(ResultFile file, Set<String> ignoredParams) {
    if (only == null) {
      return file.withoutParams(ignoredParams);
    }
    Pattern wanted = regex("--only", only);
    List<ResultEntry> kept =
        file.entries().stream()
            .filter(entry -> wanted.matcher(entry.key().toString()).find())
            .toList();
    if (kept.isEmpty()) {
      throw new BadResultException(file.path(), "no benchmark matches --only '" + only + "'");
    }
    return new ResultFile(file.path(), kept).withoutParams(ignoredParams);
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
