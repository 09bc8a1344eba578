package fanout.cli;

import fanout.TimeSpan;
import fanout.ab.Collection;
import fanout.ab.Collector;
import fanout.ab.Interleaving;
import fanout.ab.Interleaving.Commands;
import fanout.ab.Interleaving.Limits;
import fanout.run.OptionWords;
import fanout.stats.Criteria;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How two commands are run in turn. */
final class CollectionOptions extends SharedOptions {
  private static final Set<String> SET_HERE = Set.of("-f", "-rf", "-rff", "-o");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Option(
      names = "--a",
      paramLabel = "CMD",
      description = "The base's command; takes JMH's options.")
  private @Nullable String commandA;

  @Option(names = "--b", paramLabel = "CMD", description = "The new side's command.")
  private @Nullable String commandB;

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
      description =
          "No block begins later than this (s, ms; up to 86400s); default: ${DEFAULT-VALUE}.")
  private String timeLimit = "3600s";

  @Option(
      names = "--fork-limit",
      defaultValue = "600s",
      paramLabel = "TIME",
      description =
          "A fork that takes longer is ended (s, ms; up to 86400s); default: ${DEFAULT-VALUE}.")
  private String forkLimit = "600s";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where raw results are kept; default: results/ab-<UTC time>.")
  private @Nullable Path folder;

  @FunctionalInterface
  interface Collecting {
    Collection run(Collector collector) throws IOException, InterruptedException;
  }

  boolean hasCommand() {
    return commandA != null || commandB != null;
  }

  /**
   * Returns the two commands.
   *
   * @param jmhOptions options of JMH for both
   * @param ignoredParams parameters in which they may differ
   */
  Commands commands(List<String> jmhOptions, Set<String> ignoredParams) {
    if (commandA == null || commandB == null) {
      throw bad("expected both --a CMD and --b CMD");
    }
    for (String option : jmhOptions) {
      if (SET_HERE.contains(option)) {
        throw bad("ab sets JMH's " + option + " itself; expected other options");
      }
    }
    return new Commands(
        commandA, commandB, false, OptionWords.separated(jmhOptions), ignoredParams);
  }

  Interleaving plan(Commands commands, Criteria criteria) {
    Path target = folder != null ? folder : Path.of("results", "ab-" + NAME.format(Instant.now()));
    return new Interleaving(
        commands,
        blocks,
        seed,
        new Limits(limit("--time-limit", timeLimit), limit("--fork-limit", forkLimit)),
        criteria,
        target);
  }

  /**
   * Collects, and keeps what is complete should a signal stop it.
   *
   * @param then reports, and gives the exit code
   * @return the exit code
   */
  int collect(Interleaving plan, Collecting collecting, ToIntFunction<Collection> then) {
    try (Collector collector = new Collector(plan, err()::println)) {
      return OrderlyStop.during(
          () -> then.applyAsInt(collecting.run(collector)), collector::close, err());
    } catch (IOException notKept) {
      throw new UncheckedIOException(
          plan.folder() + ": results cannot be kept: " + notKept.getMessage(), notKept);
    }
  }

  private Duration limit(String option, String text) {
    Duration limit;
    try {
      limit = TimeSpan.parseLimit(text);
    } catch (IllegalArgumentException e) {
      throw bad(option + ": " + e.getMessage(), e);
    }
    if (limit.isZero()) {
      throw bad(option + " must be > 0, was " + text);
    }
    return limit;
  }
}
