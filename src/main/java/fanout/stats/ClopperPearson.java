package fanout.stats;

import org.apache.commons.math3.distribution.BetaDistribution;

/** The exact interval of a proportion, after Clopper and Pearson (Biometrika 26, 1934). */
public final class ClopperPearson {
  private static final double PRECISION = 1e-12;

  private ClopperPearson() {}

  /**
   * Returns the two-sided interval of a proportion.
   *
   * @param hits how often it happened, from 0 to {@code trials}
   * @param trials how often it could have, at least 1
   * @param confidence above 0 and below 1, such as 0.95
   */
  public static Interval interval(int hits, int trials, double confidence) {
    double tail = (1 - confidence) / 2;
    return new Interval(lower(hits, trials, tail), upper(hits, trials, tail));
  }

  /**
   * Returns the one-sided upper bound of a proportion.
   *
   * @param hits how often it happened, from 0 to {@code trials}
   * @param trials how often it could have, at least 1
   * @param tail the chance that the proportion is above the bound, such as 0.05
   */
  public static double upper(int hits, int trials, double tail) {
    check(hits, trials);
    return hits == trials
        ? 1
        : 1
            - new BetaDistribution(null, (double) trials - hits, hits + 1.0, PRECISION)
                .inverseCumulativeProbability(tail);
  }

  private static double lower(int hits, int trials, double tail) {
    check(hits, trials);
    return hits == 0
        ? 0
        : new BetaDistribution(null, hits, trials - hits + 1.0, PRECISION)
            .inverseCumulativeProbability(tail);
  }

  private static void check(int hits, int trials) {
    if (trials < 1 || hits < 0 || hits > trials) {
      throw new IllegalArgumentException(
          "hits must be from 0 to trials and trials >= 1, were %d of %d".formatted(hits, trials));
    }
  }
}
