package fanout.stats;

import org.apache.commons.math3.stat.StatUtils;

/**
 * The difference of two independent sets of forks, after Welch (Biometrika 34, 1947): variances are
 * not taken to be equal. Each side's variance may be moderated by those of other rows.
 */
public final class WelchContrast implements Contrast {
  private final double[] base;
  private final double[] candidate;
  private final double estimate;
  private final Spread baseSpread;
  private final Spread candidateSpread;

  /** Whether both sides have one and the same estimate of their spread. */
  private final boolean isShared;

  private WelchContrast(
      double[] base,
      double[] candidate,
      Spread baseSpread,
      Spread candidateSpread,
      boolean isShared) {
    this.base = base.clone();
    this.candidate = candidate.clone();
    this.estimate = mean(candidate) - mean(base);
    this.baseSpread = baseSpread;
    this.candidateSpread = candidateSpread;
    this.isShared = isShared;
  }

  /**
   * Sets two sides against each other, each with its own variance.
   *
   * @param base logs of the base's fork values, at least 2
   * @param candidate logs of the new side's fork values, at least 2
   * @throws IllegalArgumentException if a side has fewer than 2 forks
   */
  public static WelchContrast of(double[] base, double[] candidate) {
    return of(base, candidate, Prior.NONE);
  }

  /** Sets two sides against each other, each with its own variance, moderated. */
  static WelchContrast of(double[] base, double[] candidate, Prior prior) {
    if (base.length < 2 || candidate.length < 2) {
      throw new IllegalArgumentException(
          "each side must have at least 2 forks, had %d and %d"
              .formatted(base.length, candidate.length));
    }
    Spread left = spread(base);
    Spread right = spread(candidate);
    boolean isExact = left.variance() + right.variance() == 0;
    return new WelchContrast(
        base,
        candidate,
        isExact ? left : prior.moderate(left),
        isExact ? right : prior.moderate(right),
        false);
  }

  /** Sets two sides against each other whose forks vary alike, as is known from elsewhere. */
  static WelchContrast of(double[] base, double[] candidate, Spread spread) {
    return new WelchContrast(base, candidate, spread, spread, true);
  }

  @Override
  public double estimate() {
    return estimate;
  }

  @Override
  public double standardError() {
    return Math.sqrt(
        baseSpread.variance() / base.length + candidateSpread.variance() / candidate.length);
  }

  @Override
  public double degreesOfFreedom() {
    return freedom(
        baseSpread.variance() / base.length,
        baseSpread.freedom(),
        candidateSpread.variance() / candidate.length,
        candidateSpread.freedom());
  }

  @Override
  public double standardErrorWith(int n) {
    return Math.sqrt((baseSpread.variance() + candidateSpread.variance()) / n);
  }

  @Override
  public double degreesOfFreedomWith(int n) {
    return freedom(
        baseSpread.variance(),
        baseSpread.freedom() + n - base.length,
        candidateSpread.variance(),
        candidateSpread.freedom() + n - candidate.length);
  }

  /** Satterthwaite's degrees of freedom of a sum of two estimated variances. */
  private double freedom(double one, double oneFreedom, double two, double twoFreedom) {
    if (isShared) {
      return Math.min(oneFreedom, twoFreedom);
    }
    double sum = one + two;
    return sum == 0
        ? oneFreedom + twoFreedom
        : sum * sum / (one * one / oneFreedom + two * two / twoFreedom);
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
