package fanout.model;

import fanout.stats.ForkMean;
import java.util.Optional;

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

  /** Returns a mean over forks; the ends are not numbers for one fork. */
  static Estimate of(ForkMean mean) {
    return new Estimate(mean.mean(), mean.low(), mean.high());
  }

  /**
   * Returns the geometric mean of positive values with Student's interval on their logarithms.
   *
   * @param logs the values' natural logarithms
   * @return empty below two values, which have no interval
   */
  static Optional<Estimate> ofLogarithms(double[] logs) {
    ForkMean mean = ForkMean.ofForks(logs);
    return mean.forks() < 2
        ? Optional.empty()
        : Optional.of(
            new Estimate(Math.exp(mean.mean()), Math.exp(mean.low()), Math.exp(mean.high())));
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
