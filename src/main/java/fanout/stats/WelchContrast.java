package fanout.stats;

import org.apache.commons.math3.stat.StatUtils;

/**
 * The difference of two independent sets of forks, after Welch (Biometrika 34, 1947): variances are
 * not taken to be equal. The variance of the difference may be moderated by those of other rows.
 */
public final class WelchContrast implements Contrast {
  private final double[] base;
  private final double[] candidate;
  private final double estimate;

  /** Of a single fork, so that the difference has the variance s²·(1/n₁ + 1/n₂). */
  private final Spread spread;

  private WelchContrast(double[] base, double[] candidate, Spread spread) {
    this.base = base.clone();
    this.candidate = candidate.clone();
    this.estimate = mean(candidate) - mean(base);
    this.spread = spread;
  }

  /**
   * Sets two sides against each other by their own variances, moderated.
   *
   * @param base logs of the base's fork values, at least 2
   * @param candidate logs of the new side's fork values, at least 2
   */
  static WelchContrast of(double[] base, double[] candidate, Prior prior) {
    Spread own = spread(base, candidate);
    return new WelchContrast(base, candidate, own.variance() == 0 ? own : prior.moderate(own));
  }

  /** Sets two sides against each other whose forks vary alike, as is known from elsewhere. */
  static WelchContrast of(double[] base, double[] candidate, Spread spread) {
    return new WelchContrast(base, candidate, spread);
  }

  /** Returns what both sides say about a single fork, with Welch's degrees of freedom. */
  private static Spread spread(double[] base, double[] candidate) {
    double left = variance(base) / base.length;
    double right = variance(candidate) / candidate.length;
    double sum = left + right;
    double freedom =
        sum == 0
            ? base.length + candidate.length - 2
            : sum
                * sum
                / (left * left / (base.length - 1) + right * right / (candidate.length - 1));
    return new Spread(sum / (1.0 / base.length + 1.0 / candidate.length), freedom);
  }

  /** Returns what both sides say about a single fork if they vary alike, to learn from all rows. */
  static Spread pooled(double[] base, double[] candidate) {
    return new Spread(spread(base, candidate).variance(), base.length + candidate.length - 2.0);
  }

  @Override
  public double estimate() {
    return estimate;
  }

  @Override
  public double standardError() {
    return Math.sqrt(spread.variance() * (1.0 / base.length + 1.0 / candidate.length));
  }

  @Override
  public double degreesOfFreedom() {
    return spread.freedom();
  }

  @Override
  public double standardErrorWith(int n) {
    return Math.sqrt(2 * spread.variance() / n);
  }

  @Override
  public double degreesOfFreedomWith(int n) {
    return Math.max(1, spread.freedom() + 2 * n - base.length - candidate.length);
  }

  @Override
  public double permutationAbove(double margin) {
    return TwoSamplePermutation.pGreater(shifted(margin), base);
  }

  @Override
  public double permutationBelow(double margin) {
    return TwoSamplePermutation.pGreater(base, shifted(margin));
  }

  @Override
  public double smallestPermutationP() {
    return TwoSamplePermutation.smallestP(candidate.length, base.length);
  }

  private double[] shifted(double margin) {
    double[] values = candidate.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] -= margin;
    }
    return values;
  }

  /** Returns a side's own spread, for at least 2 forks. */
  static Spread spread(double[] values) {
    return new Spread(variance(values), values.length - 1);
  }

  /** Equal values have themselves for their mean, whatever rounding makes of their sum. */
  static double mean(double[] values) {
    return values.length == 1 || variance(values) == 0 ? values[0] : StatUtils.mean(values);
  }

  /** Equal values have variance 0, whatever rounding makes of their mean. */
  static double variance(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return StatUtils.variance(values);
      }
    }
    return 0;
  }
}
