package fanout.model;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A value and its 95 % confidence interval.
 *
 * @param value the best guess
 * @param low the interval's lower end, at most its upper end
 * @param high the interval's upper end
 */
public record Estimate(double value, double low, double high) {
  /** The level of every interval in this package. */
  public static final double LEVEL = 0.95;

  /**
   * Returns the geometric mean of positive values with Student's interval on their logarithms.
   *
   * @param logs the values' natural logarithms
   * @return empty below two values, which have no interval
   */
  static Optional<Estimate> ofLogarithms(SummaryStatistics logs) {
    if (logs.getN() < 2) {
      return Optional.empty();
    }
    double mean = Math.exp(logs.getMean());
    double t = new TDistribution(logs.getN() - 1.0).inverseCumulativeProbability((1 + LEVEL) / 2);
    double factor = Math.exp(t * logs.getStandardDeviation() / Math.sqrt((double) logs.getN()));
    return Optional.of(new Estimate(mean, mean / factor, mean * factor));
  }

  /** Tells whether a number lies in the interval, ends included. */
  public boolean includes(double number) {
    return low <= number && number <= high;
  }

  /** Returns half the length of the interval, at least 0. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
