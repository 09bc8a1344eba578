package fanout.cli;

import fanout.results.BadResultException;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is read of the files that a command compares. */
final class FileOptions {
  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Compare only benchmarks whose name or parameters match.")
  private @Nullable String only;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Reads a file, keeps what {@code --only} asks for, and leaves the given parameters out. */
  ResultFile read(Path path, Set<String> ignoredParams) {
    ResultFile file = ResultFile.read(path);
    if (only == null) {
      return file.withoutParams(ignoredParams);
    }
    Pattern wanted = Regex.of(spec, "--only", only);
    List<ResultEntry> kept =
        file.entries().stream()
            .filter(entry -> wanted.matcher(entry.key().toString()).find())
            .toList();
    if (kept.isEmpty()) {
      throw new BadResultException(path, "no benchmark matches --only '" + only + "'");
    }
    return new ResultFile(path, kept).withoutParams(ignoredParams);
  }
}
