package fanout.stats;

/**
 * What a number of forks can show.
 *
 * <p>The power of a one-sided t test at level α is taken from a shifted t distribution: an effect
 * of (t₁₋α + t_power)·se beyond the margin is found with that power. Against the noncentral t this
 * overstates the effect by less than 2 % from 5 forks a side on.
 */
final class Power {
  /** The power that minimum detectable effects are given for. */
  static final double POWER = 0.8;

  private static final int MOST_FORKS = 1_000;

  private Power() {}

  /** Returns the smallest slowdown, as a share, that is called regressed with 80 % power. */
  static double minimumDetectable(Contrast contrast, double margin, double alpha) {
    double reach = reach(contrast.degreesOfFreedom(), contrast.standardError(), alpha);
    return Math.expm1(margin + reach);
  }

  /**
   * Returns how many forks a side would find a slowdown of twice the margin, or of 1 % beyond it
   * for smaller margins, at the level α with 80 % power; at least {@code fewest}, at most 1000.
   */
  static int forksNeeded(Contrast contrast, double threshold, double alpha, int fewest) {
    double margin = Math.log1p(threshold);
    double effect = Math.log1p(threshold + Math.max(threshold, 0.01)) - margin;
    int forks = fewest;
    while (forks < MOST_FORKS
        && reach(contrast.degreesOfFreedomWith(forks), contrast.standardErrorWith(forks), alpha)
            > effect) {
      forks++;
    }
    return forks;
  }

  private static double reach(double degreesOfFreedom, double standardError, double alpha) {
    double significance = StudentT.upperQuantile(degreesOfFreedom, alpha);
    double power = StudentT.upperQuantile(degreesOfFreedom, 1 - POWER);
    return (significance + power) * standardError;
  }
}
