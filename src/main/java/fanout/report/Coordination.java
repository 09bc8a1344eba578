package fanout.report;

import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What the ledgers of one benchmark variant say, over forks: each figure is averaged over a fork's
 * iterations, then over forks.
 *
 * @param micros coordination cost in µs for each request
 * @param wakeUps the same in wake-ups of the machine, each fork by its own reference; empty without
 *     references
 * @param sharePercent coordination as a share of slot time
 * @param handOff its part on the slot between two requests, in µs for each request
 * @param inTask its part around the exchange
 * @param rampUp its part before each slot's first request
 * @param gather its part after the last request
 * @param cpuMicros the client's processor time for each request in µs; empty where the platform
 *     cannot tell, as are the three that follow
 * @param stubMicros the stub's processor time for each request in µs
 * @param restShare the processors' idle share during batches, from 0 to 1
 * @param switches context switches of the client for each request
 * @param p50Micros median of received − sent in µs
 * @param p99Micros 99th percentile of received − sent in µs
 * @param driftedForks forks whose machine references changed by more than a quarter
 * @param limitedForks forks in which the stub server was the limit
 * @param compilingForks forks whose compilers took more than 5 % of the client's processor time
 */
public record Coordination(
    ForkMean micros,
    Optional<ForkMean> wakeUps,
    ForkMean sharePercent,
    double handOff,
    double inTask,
    double rampUp,
    double gather,
    Optional<ForkMean> cpuMicros,
    OptionalDouble stubMicros,
    OptionalDouble restShare,
    OptionalDouble switches,
    OptionalDouble p50Micros,
    OptionalDouble p99Micros,
    int driftedForks,
    int limitedForks,
    int compilingForks) {
  private static final double COMPILERS_SHARE = 0.05;

  /**
   * Reads the ledgers of a variant.
   *
   * @return empty if the result holds none: it was made by another program or without recording
   */
  public static Optional<Coordination> of(ResultEntry entry) {
    Optional<ForkMean> micros = mean(entry, "coordination");
    Optional<ForkMean> share = mean(entry, "coordination.share");
    if (micros.isEmpty() || share.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Coordination(
            micros.get(),
            wakeUps(entry),
            share.get(),
            value(entry, "ledger.hand-off").orElse(Double.NaN),
            value(entry, "ledger.in-task").orElse(Double.NaN),
            value(entry, "ledger.ramp-up").orElse(Double.NaN),
            value(entry, "ledger.gather").orElse(Double.NaN),
            mean(entry, "cpu.client"),
            value(entry, "cpu.stub"),
            restShare(entry),
            sum(value(entry, "switches.voluntary"), value(entry, "switches.involuntary")),
            value(entry, "latency.p50"),
            value(entry, "latency.p99"),
            flagged(entry, "reference.drifted"),
            flagged(entry, "stub.limited"),
            compiling(entry)));
  }

  /** Returns the heaviest of the four parts, as a word. */
  public String heaviestPart() {
    double heaviest = Math.max(Math.max(handOff, inTask), Math.max(rampUp, gather));
    if (heaviest == handOff) {
      return "hand-off";
    }
    return heaviest == gather ? "gather" : heaviest == rampUp ? "ramp-up" : "in-task";
  }

  private static Optional<ForkMean> mean(ResultEntry entry, String name) {
    return entry.metric(name).map(metric -> ForkMean.of(metric.forks()));
  }

  private static OptionalDouble value(ResultEntry entry, String name) {
    Optional<ForkMean> mean = mean(entry, name);
    return mean.isPresent() ? OptionalDouble.of(mean.get().mean()) : OptionalDouble.empty();
  }

  private static Optional<ForkMean> wakeUps(ResultEntry entry) {
    Optional<double[]> micros = forkMeans(entry, "coordination");
    Optional<double[]> before = forkMeans(entry, "reference.wake-up.before");
    Optional<double[]> after = forkMeans(entry, "reference.wake-up.after");
    if (micros.isEmpty() || before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    double[] inWakeUps = new double[micros.get().length];
    for (int fork = 0; fork < inWakeUps.length; fork++) {
      double wakeUp = (before.get()[fork] + after.get()[fork]) / 2;
      inWakeUps[fork] = micros.get()[fork] / wakeUp;
    }
    return Optional.of(ForkMean.ofForks(inWakeUps));
  }

  private static OptionalDouble restShare(ResultEntry entry) {
    OptionalDouble rest = value(entry, "cpu.rest");
    OptionalDouble stub = value(entry, "cpu.stub");
    OptionalDouble client = value(entry, "cpu.client");
    if (rest.isEmpty() || stub.isEmpty() || client.isEmpty()) {
      return OptionalDouble.empty();
    }
    double all = rest.getAsDouble() + stub.getAsDouble() + client.getAsDouble();
    return OptionalDouble.of(rest.getAsDouble() / all);
  }

  private static int flagged(ResultEntry entry, String name) {
    return forkMeans(entry, name)
        .map(forks -> (int) Arrays.stream(forks).filter(flag -> flag > 0).count())
        .orElse(0);
  }

  private static int compiling(ResultEntry entry) {
    Optional<double[]> compilers = forkMeans(entry, "cpu.compilers");
    Optional<double[]> client = forkMeans(entry, "cpu.client");
    if (compilers.isEmpty() || client.isEmpty()) {
      return 0;
    }
    return (int)
        IntStream.range(0, Math.min(compilers.get().length, client.get().length))
            .filter(fork -> compilers.get()[fork] > COMPILERS_SHARE * client.get()[fork])
            .count();
  }

  private static Optional<double[]> forkMeans(ResultEntry entry, String name) {
    return entry
        .metric(name)
        .map(Metric::forks)
        .map(
            forks ->
                Arrays.stream(forks)
                    .mapToDouble(fork -> Arrays.stream(fork).average().orElse(Double.NaN))
                    .toArray());
  }

  private static OptionalDouble sum(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(one.getAsDouble() + other.getAsDouble())
        : OptionalDouble.empty();
  }
}
