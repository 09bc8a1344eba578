package fanout.cli;

import fanout.os.AtomicFile;
import fanout.results.Json;
import fanout.results.Sittings;
import fanout.results.Sittings.Sitting;
import fanout.stats.EnvironmentCheck;
import fanout.stats.EnvironmentCheck.Difference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** {@code merge}: several sittings of one benchmark in one result. */
@Command(
    name = "merge",
    description =
        "Joins results of the same benchmarks, in JMH's JSON form, into one whose forks are those"
            + " of all. Percentiles are left out: those of single files do not add up. Forks of"
            + " one benchmark on different machines are not joined.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: 0; 2 for bad input or different machines, or if the target exists.",
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
    ArrayNode joined = Sittings.joined(FileOptions.expanded(files), this::requireOneMachine);
    AtomicFile.write(target, Json.write(joined).getBytes(StandardCharsets.UTF_8));
    return 0;
  }

  /** A sitting that does not tell its machine may be of any. */
  private void requireOneMachine(List<Sitting> same) {
    List<Sitting> told =
        same.stream().filter(one -> one.entry().environment().isPresent()).toList();
    for (Sitting other : told) {
      Sitting first = told.getFirst();
      EnvironmentCheck.of(first.entry(), other.entry()).differences().stream()
          .filter(Difference::isDecisive)
          .findFirst()
          .ifPresent(
              difference -> {
                throw bad(
                    "%s: not of one machine and JDK: %s"
                        .formatted(
                            first.entry().key(),
                            difference.text(first.file().toString(), other.file().toString())));
              });
    }
  }
}
