package fanout.scaling;

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

  /** Tells whether a number lies in the interval, ends included. */
  public boolean includes(double number) {
    return low <= number && number <= high;
  }

  /** Returns half the length of the interval, at least 0. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
