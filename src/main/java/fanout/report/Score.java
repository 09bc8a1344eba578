package fanout.report;

import fanout.results.Metric;
import fanout.results.MetricName;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.Optional;

/**
 * A metric of any JMH result in one figure with an interval.
 *
 * @param mean in the metric's unit; of 0 forks if the file has no raw data
 * @param confidence of the interval: 0.95 over forks, JMH's 0.999 over iterations without raw data;
 *     not a number without an interval
 * @param isMean whether it is a mean; else it has no interval, however many forks there are
 */
record Score(ForkMean mean, double confidence, boolean isMean) {
  private static final double JMH = 0.999;

  /** Reads a metric: over forks where the file has their data, else as JMH summed it up. */
  static Score of(Metric metric) {
    double[] forks = metric.forkMeans();
    double score = metric.score();
    double error = metric.error();
    return forks.length > 0
        ? of(ForkMean.ofPositive(forks))
        : new Score(
            new ForkMean(score, low(score, error), score + error, 0),
            Double.isFinite(error) ? JMH : Double.NaN,
            true);
  }

  /**
   * Reads a secondary metric: as JMH summed it up where that is no mean, such as a count. A
   * percentile is that of all batches or samples together; a mean of percentiles is none.
   */
  static Score of(ResultEntry entry, String name, Metric metric) {
    Optional<Double> latency =
        metric.unit().text().equals(MetricName.LATENCY_P50.unit())
            ? entry.latencyMicros(name)
            : Optional.empty();
    if (latency.isEmpty() && metric.isMean() && !entry.isPercentile(name)) {
      return of(metric);
    }
    double whole = latency.orElse(metric.score());
    int forks = metric.forkMeans().length;
    return new Score(new ForkMean(whole, Double.NaN, Double.NaN, forks), Double.NaN, false);
  }

  static Score of(ForkMean mean) {
    return new Score(mean, mean.forks() < 2 ? Double.NaN : 0.95, true);
  }

  /** JMH's end; where that is not above 0 and the score is, the end of the logarithms' interval. */
  private static double low(double score, double error) {
    return score > 0 && error >= score ? score * Math.exp(-error / score) : score - error;
  }

  /** Returns the interval for people. */
  String interval() {
    return isMean ? Figures.interval(mean) + (confidence == JMH ? " *" : "") : "-";
  }
}
