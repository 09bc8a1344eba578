package fanout.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The mean over forks with its 95 % interval. The fork is the statistical unit: the iterations of
 * one fork share its memory layout, its compiled code and its moment, so they are averaged first
 * and do not count as independent (Georges et al., OOPSLA'07; Kalibera and Jones, ISMM'13).
 *
 * @param mean the mean of the forks' means; not a number if there is no fork with data
 * @param low the lower end of Student's 95 % interval; not a number below two forks
 * @param high the upper end of the same
 * @param forks the forks with data, at least 0
 */
public record ForkMean(double mean, double low, double high, int forks) {
  private static final double UPPER_TAIL = 0.025;

  /**
   * Returns the geometric mean of fork values above 0, with Student's interval on their logarithms.
   *
   * @param logs the natural logarithm of each fork's value
   */
  public static ForkMean ofLogarithms(double[] logs) {
    ForkMean mean = ofForks(logs);
    return new ForkMean(Math.exp(mean.mean), Math.exp(mean.low), Math.exp(mean.high), mean.forks);
  }

  /**
   * Combines two figures fork by fork.
   *
   * @param one one value for each fork
   * @param other the same of the other figure
   * @return one value for each fork; empty unless the forks are the same in number
   */
  public static Optional<double[]> paired(
      double[] one, double[] other, DoubleBinaryOperator operator) {
    if (one.length != other.length) {
      return Optional.empty();
    }
    double[] values = new double[one.length];
    Arrays.setAll(values, fork -> operator.applyAsDouble(one[fork], other[fork]));
    return Optional.of(values);
  }

  /**
   * Averages fork values that are above 0, such as times, so that the interval is, too: the
   * arithmetic mean, with the interval of the logarithms about it. Where a value is not above 0,
   * Student's interval of the values themselves.
   *
   * @param values one value for each fork
   */
  public static ForkMean ofPositive(double[] values) {
    ForkMean plain = ofForks(values);
    if (Arrays.stream(values).anyMatch(value -> !(value > 0))) {
      return plain;
    }
    ForkMean logs = ofForks(Arrays.stream(values).map(Math::log).toArray());
    double factor = Math.exp(logs.halfWidth());
    return new ForkMean(plain.mean, plain.mean / factor, plain.mean * factor, plain.forks);
  }

  /**
   * Averages fork values.
   *
   * @param values one value for each fork
   */
  public static ForkMean ofForks(double[] values) {
    int forks = values.length;
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    if (forks < 2) {
      return new ForkMean(mean, Double.NaN, Double.NaN, forks);
    }
    double standardError = Math.sqrt(StatUtils.variance(values) / forks);
    double halfWidth = StudentT.upperQuantile(forks - 1, UPPER_TAIL) * standardError;
    return new ForkMean(mean, mean - halfWidth, mean + halfWidth, forks);
  }

  /** Returns half the length of the interval, at least 0; not a number below two forks. */
  public double halfWidth() {
    return (high - low) / 2;
  }

  /** Tells whether a number lies in the interval, ends included. */
  public boolean includes(double number) {
    return low <= number && number <= high;
  }

  /** Returns the same in another unit. */
  public ForkMean times(double factor) {
    return new ForkMean(mean * factor, low * factor, high * factor, forks);
  }
}
