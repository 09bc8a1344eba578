package fanout.cli;

import fanout.strategy.FanOutProvider;
import fanout.strategy.Strategies;
import picocli.CommandLine.Command;

/** {@code strategies}: the ways of issuing a batch that {@code -p strategy=} takes. */
@Command(
    name = "strategies",
    description = {
      "Lists the strategies that -p strategy= takes, those of your own class path too.",
      "The default suite runs the first eight."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar strategies",
      "  java -cp target/benchmarks.jar:own.jar fanout.Launcher strategies",
      "      with those of own.jar"
    })
final class StrategiesCommand extends Subcommand {
  @Override
  public Integer call() {
    for (FanOutProvider strategy : Strategies.onClassPath().all()) {
      print("%-20s %s%n".formatted(strategy.name(), strategy.description()));
    }

    return 0;
  }
}
