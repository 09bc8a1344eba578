package fanout.cli;

import fanout.os.AtomicFile;
import fanout.results.Json;
import fanout.results.Sittings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merge}: several sittings of one benchmark in one result. */
@Command(
    name = "merge",
    description =
        "Joins results of the same benchmarks, in JMH's JSON form, into one whose forks are those"
            + " of all. Percentiles are left out: those of single files do not add up.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: 0; 2 for bad input, or if the target exists.",
      "",
      "Example:",
      "  java -jar target/benchmarks.jar merge monday.json tuesday.json -o both.json"
    })
final class MergeCommand extends Subcommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "RESULT.json",
      description = "Results or folders of results, in the order they ran.")
  private List<Path> files = List.of();

  @Option(names = "-o", required = true, paramLabel = "FILE", description = "The joined result.")
  private Path target = Path.of("");

  @Override
  public Integer call() {
    if (Files.exists(target)) {
      throw bad(target + " exists: expected the name of a new file");
    }
    List<Path> all = files.stream().flatMap(file -> FileOptions.expanded(file).stream()).toList();
    AtomicFile.write(target, Json.write(Sittings.joined(all)).getBytes(StandardCharsets.UTF_8));
    return 0;
  }
}
