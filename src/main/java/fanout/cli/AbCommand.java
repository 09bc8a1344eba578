package fanout.cli;

import fanout.TimeSpan;
import fanout.ab.BlockOrder;
import fanout.ab.Collection;
import fanout.ab.Collector;
import fanout.ab.Interleaving;
import fanout.stats.Gate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ab}: collects two commands interleaved, then gates. */
@Command(
    name = "ab",
    description = {
      "Runs single forks of two commands in turn (blocks of ABBA or BAAB), so that the machine's"
          + " drift falls on both alike, then gates as 'check' does. Each command takes options of"
          + " JMH: two jars, two JDKs, two sets of flags or parameters. It is run by 'sh -c'.",
      "",
      "The data are looked at after half, three quarters and all of the blocks; the three looks"
          + " share the 5%% error. Stops as soon as every benchmark is decided."
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
      "      -- Parse -wi 3 -i 5 -p size=1000"
    })
final class AbCommand implements Callable<Integer> {
  private static final Set<String> OWN_OPTIONS = Set.of("-f", "-rf", "-rff", "-o");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Option(names = "--a", required = true, paramLabel = "CMD", description = "The base's command.")
  private String commandA = "";

  @Option(
      names = "--b",
      required = true,
      paramLabel = "CMD",
      description = "The new side's command.")
  private String commandB = "";

  @Option(
      names = "--blocks",
      defaultValue = "10",
      description = "The most blocks of four forks; default: ${DEFAULT-VALUE}.")
  private int blocks = 10;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the order of the forks; default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--time-limit",
      defaultValue = "3600s",
      paramLabel = "TIME",
      description = "No block begins later than this; default: ${DEFAULT-VALUE}.")
  private String timeLimit = "3600s";

  @Option(
      names = "--fork-limit",
      defaultValue = "600s",
      paramLabel = "TIME",
      description = "A fork that takes longer is ended; default: ${DEFAULT-VALUE}.")
  private String forkLimit = "600s";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where raw results are kept; default: results/ab-<UTC time>.")
  private @Nullable Path folder;

  @Parameters(paramLabel = "-- JMH options", description = "Options of JMH for both commands.")
  private List<String> jmhOptions = List.of();

  @Mixin private ComparisonOptions options = new ComparisonOptions();
  @Mixin private GateOptions gate = new GateOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Interleaving plan = plan();
    PrintWriter err = spec.commandLine().getErr();
    try (Collector collector = new Collector(plan, line -> show(err, line));
        var _ = OrderlyStop.with(collector::close)) {
      return gated(plan, collector);
    } catch (IOException notKept) {
      throw new UncheckedIOException(
          plan.folder() + ": results cannot be kept: " + notKept.getMessage(), notKept);
    }
  }

  private int gated(Interleaving plan, Collector collector) throws IOException {
    Collection collection;
    try {
      collection = collector.collect();
    } catch (InterruptedException stopped) {
      show(spec.commandLine().getErr(), "fanout: " + stopped.getMessage());
      return OrderlyStop.INTERRUPTED;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(options.render(title(plan, collection), collection.comparison()));
    out.flush();
    return gate.close(collection.comparison(), Gate.of(collection.comparison(), gate.policy(true)));
  }

  private static void show(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }

  private static String title(Interleaving plan, Collection collection) {
    return "%d blocks of %d forks, %s, %d failed; raw data in %s"
        .formatted(
            collection.blocks(),
            BlockOrder.FORKS,
            collection.stopped().text(),
            collection.failures().size(),
            plan.folder());
  }

  private Interleaving plan() {
    for (String option : jmhOptions) {
      if (OWN_OPTIONS.contains(option)) {
        throw new ParameterException(
            spec.commandLine(), "ab sets JMH's " + option + " itself; expected other options");
      }
    }
    Path target = folder != null ? folder : Path.of("results", "ab-" + NAME.format(Instant.now()));
    return new Interleaving(
        commandA,
        commandB,
        jmhOptions,
        blocks,
        seed,
        limit("--time-limit", timeLimit),
        limit("--fork-limit", forkLimit),
        options.criteria(),
        options.ignoredParams(),
        target);
  }

  private Duration limit(String option, String text) {
    Duration limit;
    try {
      limit = TimeSpan.parse(text);
    } catch (IllegalArgumentException bad) {
      throw new ParameterException(spec.commandLine(), option + ": " + bad.getMessage(), bad);
    }
    if (limit.isZero()) {
      throw new ParameterException(spec.commandLine(), option + " must be > 0, was " + text);
    }
    return limit;
  }
}
