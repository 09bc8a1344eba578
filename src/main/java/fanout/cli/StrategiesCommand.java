package fanout.cli;

import fanout.strategy.FanOutProvider;
import fanout.strategy.Strategies;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code strategies}: the ways of issuing a batch that {@code -p strategy=} takes. */
@Command(
    name = "strategies",
    description = {
      "Lists the strategies that -p strategy= takes, those of your own class path too.",
      "The default suite runs the first four."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar strategies",
      "  java -cp target/benchmarks.jar:own.jar fanout.Launcher strategies",
      "      with those of own.jar"
    })
final class StrategiesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (FanOutProvider strategy : Strategies.onClassPath().all()) {
      out.printf("%-20s %s%n", strategy.name(), strategy.description());
    }
    out.flush();
    return 0;
  }
}
