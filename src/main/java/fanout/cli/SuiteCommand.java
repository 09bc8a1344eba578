package fanout.cli;

import fanout.results.Suite;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code suite}: lists the named suites, or runs one. */
@Command(
    name = "suite",
    description = {
      "Runs a named suite: FanOutBenchmark with other default parameters. Without a name, lists"
          + " them with their questions.",
      "",
      "Options of JMH, -p too, may follow the name; they go before the suite's defaults."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar suite",
      "  java -jar target/benchmarks.jar suite granularity",
      "  java -jar target/benchmarks.jar suite scalability -f 3 -p delay=10ms"
    })
final class SuiteCommand extends Subcommand {
  private static final int NAME_COLUMNS = 14;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "A suite.")
  private @Nullable String name;

  @Parameters(index = "1..*", paramLabel = "OPTION", description = "Options of JMH.")
  private List<String> options = List.of();

  @ParentCommand private Main main;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (name != null) {
      return main.runSuite(named(name), options);
    }

    for (Suite suite : Suite.values()) {
      print(("%-" + NAME_COLUMNS + "s%s%n").formatted(suite.key(), suite.question()));
    }

    return 0;
  }

  private Suite named(String wanted) {
    return Arrays.stream(Suite.values())
        .filter(suite -> suite.key().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                bad(
                    "suite '%s' is unknown; expected %s"
                        .formatted(
                            wanted,
                            Arrays.stream(Suite.values())
                                .map(Suite::key)
                                .collect(Collectors.joining(", ")))));
  }
}
