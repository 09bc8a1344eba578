package fanout.cli;

import fanout.ab.BlockOrder;
import fanout.ab.Collection;
import fanout.ab.Collector;
import fanout.ab.Interleaving;
import fanout.ab.Interleaving.Commands;
import fanout.ab.TimedRun;
import fanout.stats.Criteria;
import fanout.stats.Gate;
import fanout.stats.Measure;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ab}: collects two commands interleaved, then gates. */
@Command(
    name = "ab",
    description = {
      "Runs single forks of two commands in turn (blocks of ABBA or BAAB, for each row by"
          + " itself), so that the machine's drift falls on both alike, then gates as 'check' does."
          + " Each command takes options of JMH: two jars, two JDKs, two sets of flags or"
          + " parameters. It is run by 'sh -c'.",
      "",
      "The data are looked at after half, three quarters and all of the blocks; the three looks"
          + " share the 5%% error. A row that is decided is not run again.",
      "",
      "With --command, any two commands: each run gives its wall time and the processor time of"
          + " all it starts, with about a millisecond for the shell. The first run of each does not"
          + " count. What they print is dropped, but for errors; one that"
          + " prints nothing is as good as any, one that fails is bad input."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: 0 pass, 1 regression and nothing else, 2 bad input, missing",
      "benchmark or usage, 3 inconclusive; 130 or 143 if stopped by a signal: what is",
      "complete is kept in the folder.",
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar ab \\",
      "      --a 'java -jar base.jar' --b 'java -jar head.jar'",
      "  java -jar target/benchmarks.jar ab --a '/jdk21/bin/java -jar b.jar' \\",
      "      --b '/jdk25/bin/java -jar b.jar' --threshold 3%% \\",
      "      -- Parse -wi 3 -i 5 -p size=1000",
      "  java -jar target/benchmarks.jar ab --command 'gzip -1 <f' 'gzip -9 <f'"
    })
final class AbCommand extends Subcommand {
  @Option(
      names = "--command",
      arity = "2",
      paramLabel = "CMD",
      description = "The base's and the new side's command: any, timed from outside.")
  private List<String> plain = List.of();

  @Parameters(paramLabel = "-- JMH options", description = "Options of JMH for both commands.")
  private List<String> jmhOptions = List.of();

  @Mixin private CollectionOptions collecting = new CollectionOptions();
  @Mixin private ComparisonOptions options = new ComparisonOptions();
  @Mixin private GateOptions gate = new GateOptions();

  @Override
  public Integer call() {
    Gate.Policy policy = gate.policy(true);
    options.requireExportable(List.of());
    Interleaving plan = collecting.plan(commands(), criteria());
    if (options.warnOfExpiredWaivers()) {
      return Main.BAD_INPUT;
    }
    return collecting.collect(
        plan, Collector::collect, collection -> gated(plan, collection, policy));
  }

  private Commands commands() {
    if (plain.isEmpty()) {
      return collecting.commands(jmhOptions, options.ignoredParams());
    }
    if (plain.size() != 2 || collecting.hasCommand() || !jmhOptions.isEmpty()) {
      throw bad("--command: expected two commands, once, without --a, --b and JMH's options");
    }
    return new Commands(plain.getFirst(), plain.getLast(), true, List.of(), Set.of());
  }

  private Criteria criteria() {
    return plain.isEmpty()
        ? options.criteria(Measure.TIME)
        : options.criteria(Measure.TIME, TimedRun.CPU);
  }

  private int gated(Interleaving plan, Collection collection, Gate.Policy policy) {
    String title =
        "%d rounds of blocks of %d forks, %s, %d failed; raw data in %s"
            .formatted(
                collection.rounds(),
                BlockOrder.FORKS,
                collection.stopped().text(),
                collection.failures().size(),
                plan.folder());
    print(options.render(title, collection.comparison(), policy.mayBeMissing()));
    if (options.warnOfUnmatchedWaivers(collection.comparison())) {
      return Main.BAD_INPUT;
    }
    return gate.close(collection.comparison(), Gate.of(collection.comparison(), policy));
  }
}
