package fanout.report.html;

import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.Arrays;
import java.util.Optional;

/** The secondary metrics of an entry, over forks. */
final class Readings {
  private Readings() {}

  /** Returns a metric's mean over forks; empty if the entry lacks it or it is no number. */
  static Optional<ForkMean> mean(ResultEntry entry, String metric) {
    return entry
        .metric(metric)
        .map(found -> ForkMean.of(found.forks()))
        .filter(mean -> Double.isFinite(mean.mean()));
  }

  /** Returns a metric's mean, or 0 if the entry lacks it. */
  static double value(ResultEntry entry, String metric) {
    return mean(entry, metric).map(ForkMean::mean).orElse(0.0);
  }

  /** Returns the mean of each fork's iterations; empty if the entry lacks the metric. */
  static double[] forks(ResultEntry entry, String metric) {
    return entry.metric(metric).map(Readings::forks).orElse(new double[0]);
  }

  /** Returns the mean of each fork's iterations. */
  static double[] forks(Metric metric) {
    return Arrays.stream(metric.forks())
        .filter(fork -> fork.length > 0)
        .mapToDouble(fork -> Arrays.stream(fork).average().orElse(Double.NaN))
        .toArray();
  }
}
