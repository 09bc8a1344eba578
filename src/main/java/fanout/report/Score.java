package fanout.report;

import fanout.results.Metric;
import fanout.stats.ForkMean;

/**
 * A metric of any JMH result in one figure with an interval.
 *
 * @param value in the metric's unit
 * @param low lower end of the interval; not a number where there is none
 * @param high upper end
 * @param forks the forks with data, 0 if the file has no raw data
 * @param confidence of the interval: 0.95 over forks, JMH's 0.999 over iterations without raw data;
 *     not a number without an interval
 */
record Score(double value, double low, double high, int forks, double confidence) {
  private static final double JMH = 0.999;

  /** Reads a metric: over forks where the file has their data, else as JMH summed it up. */
  static Score of(Metric metric) {
    double[] forks = metric.forkMeans();
    if (forks.length == 0) {
      boolean known = Double.isFinite(metric.error());
      return new Score(
          metric.score(),
          known ? metric.score() - metric.error() : Double.NaN,
          known ? metric.score() + metric.error() : Double.NaN,
          0,
          known ? JMH : Double.NaN);
    }
    ForkMean mean = ForkMean.ofPositive(forks);
    return new Score(
        mean.mean(), mean.low(), mean.high(), forks.length, forks.length < 2 ? Double.NaN : 0.95);
  }

  /** Returns the interval for people. */
  String interval() {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      return forks == 1 ? "one fork: none" : "-";
    }
    String ends = "[" + Figures.number(low) + ", " + Figures.number(high) + "]";
    return confidence == JMH ? ends + " *" : ends;
  }
}
