package fanout.stats;

import fanout.results.Metric;
import fanout.results.ResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The machine's own prices as our own runs record them: what a wake-up cost, before and after each
 * fork. A ratio in wake-ups carries over from minute to minute where a ratio of times does not.
 */
final class References {
  private static final List<String> WAKE_UP =
      List.of("reference.wake-up.before", "reference.wake-up.after");

  /** Wake-ups that differ by less than this share are not worth a warning. */
  private static final double SMALLEST_CHANGE = 0.10;

  private References() {}

  /**
   * Returns a warning with the ratio in wake-ups, if both sides have references for each fork and
   * the interval of their ratio excludes 1.
   */
  static Optional<Warning> compare(
      ResultEntry base, ForkSample baseForks, ResultEntry candidate, ForkSample candidateForks) {
    double[] baseWakeUps = wakeUps(base);
    double[] candidateWakeUps = wakeUps(candidate);
    if (baseWakeUps.length < Trial.FEWEST_FORKS
        || candidateWakeUps.length < Trial.FEWEST_FORKS
        || baseWakeUps.length != baseForks.forks()
        || candidateWakeUps.length != candidateForks.forks()) {
      return Optional.empty();
    }
    Contrast price = WelchContrast.of(baseWakeUps, candidateWakeUps);
    boolean differs = !price.interval(Level.SINGLE_LOOK.confidence()).contains(0);
    if (!differs || Math.abs(price.estimate()) < Math.log1p(SMALLEST_CHANGE)) {
      return Optional.empty();
    }
    Contrast inWakeUps =
        WelchContrast.of(
            less(baseForks.values(), baseWakeUps), less(candidateForks.values(), candidateWakeUps));
    Interval interval = inWakeUps.interval(Level.SINGLE_LOOK.confidence()).exp();
    return Optional.of(
        new Warning(
            Warning.Kind.DIFFERENT_REFERENCES,
            String.format(
                Locale.ROOT,
                "a wake-up cost %.2f times as much in new; the ratio in wake-ups is %.3f (%.3f-%.3f)",
                Math.exp(price.estimate()),
                Math.exp(inWakeUps.estimate()),
                interval.low(),
                interval.high())));
  }

  /** The log of a fork's price: the mean over before and after. */
  private static double[] wakeUps(ResultEntry entry) {
    List<ForkSample> samples = new ArrayList<>();
    for (String name : WAKE_UP) {
      Optional<Metric> metric = entry.metric(name);
      metric.map(ForkSample::of).ifPresent(samples::add);
    }
    if (samples.size() < WAKE_UP.size()
        || samples.getFirst().forks() != samples.getLast().forks()) {
      return new double[0];
    }
    double[] before = samples.getFirst().values();
    double[] after = samples.getLast().values();
    double[] prices = new double[before.length];
    for (int fork = 0; fork < prices.length; fork++) {
      prices[fork] = (before[fork] + after[fork]) / 2;
    }
    return prices;
  }

  private static double[] less(double[] values, double[] prices) {
    double[] rest = values.clone();
    for (int fork = 0; fork < rest.length; fork++) {
      rest[fork] -= prices[fork];
    }
    return rest;
  }
}
