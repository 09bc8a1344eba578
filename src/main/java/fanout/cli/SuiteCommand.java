package fanout.cli;

import fanout.results.Suite;
import java.io.IOException;
import java.util.List;
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
      "Options of JMH, -p too, may follow the name; -p replaces the suite's values."
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
  private @Nullable Suite suite;

  @Parameters(index = "1..*", paramLabel = "OPTION", description = "Options of JMH.")
  private List<String> options = List.of();

  @ParentCommand private Main main;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (suite != null) {
      return main.runSuite(suite, options);
    }
    for (Suite each : Suite.values()) {
      print(("%-" + NAME_COLUMNS + "s%s%n").formatted(each, each.question()));
    }
    return 0;
  }
}
