package fanout.stats;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * An interval of real numbers with both its ends.
 *
 * @param low lower end
 * @param high upper end, not below {@code low}
 */
public record Interval(double low, double high) {
  /** The interval of what is not known. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  private static final double PRECISION = 1e-12;

  /** Returns the interval of all values no farther than a tolerance from one. */
  public static Interval around(double value, double tolerance) {
    return new Interval(value - tolerance, value + tolerance);
  }

  /**
   * Returns the exact interval of a proportion, after Clopper and Pearson (Biometrika 26, 1934).
   *
   * @param hits how often it happened, from 0 to {@code trials}
   * @param trials how often it could have, at least 1
   * @param confidence above 0 and below 1, such as 0.95
   * @throws IllegalArgumentException if there are no trials, or not from none to all of them hits
   */
  public static Interval ofProportion(int hits, int trials, double confidence) {
    if (trials < 1 || hits < 0 || hits > trials) {
      throw new IllegalArgumentException(
          "hits must be from 0 to trials and trials >= 1, were %d of %d".formatted(hits, trials));
    }
    double tail = (1 - confidence) / 2;
    return new Interval(least(hits, trials, tail), 1 - least(trials - hits, trials, tail));
  }

  /** Returns the proportion by which so many hits or more have the given chance. */
  private static double least(int hits, int trials, double chance) {
    return hits == 0
        ? 0
        : new BetaDistribution(null, hits, trials - hits + 1.0, PRECISION)
            .inverseCumulativeProbability(chance);
  }

  /** Tells whether a value lies within, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
