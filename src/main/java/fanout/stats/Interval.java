package fanout.stats;

/**
 * An interval of real numbers with both its ends.
 *
 * @param low lower end
 * @param high upper end, not below {@code low}
 */
public record Interval(double low, double high) {
  /** The interval of what is not known. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  /** Returns the interval of all values no farther than a tolerance from one. */
  public static Interval around(double value, double tolerance) {
    return new Interval(value - tolerance, value + tolerance);
  }

  /** Tells whether a value lies within, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
