package fanout.stats;

import org.apache.commons.math3.stat.StatUtils;

/**
 * The difference of two independent sets of forks, after Welch (Biometrika 34, 1947): variances are
 * not taken to be equal.
 */
public final class WelchContrast implements Contrast {
  private final double[] base;
  private final double[] candidate;
  private final double estimate;
  private final double baseVariance;
  private final double candidateVariance;
  private final double degreesOfFreedom;

  private WelchContrast(double[] base, double[] candidate) {
    this.base = base;
    this.candidate = candidate;
    this.estimate = mean(candidate) - mean(base);
    this.baseVariance = variance(base);
    this.candidateVariance = variance(candidate);
    this.degreesOfFreedom =
        baseVariance + candidateVariance == 0
            ? base.length + candidate.length - 2
            : satterthwaite(
                baseVariance / base.length, base.length - 1,
                candidateVariance / candidate.length, candidate.length - 1);
  }

  /**
   * Sets two sides against each other.
   *
   * @param base logs of the base's fork values, at least 2
   * @param candidate logs of the new side's fork values, at least 2
   * @throws IllegalArgumentException if a side has fewer than 2 forks
   */
  public static WelchContrast of(double[] base, double[] candidate) {
    if (base.length < 2 || candidate.length < 2) {
      throw new IllegalArgumentException(
          "each side must have at least 2 forks, had %d and %d"
              .formatted(base.length, candidate.length));
    }
    return new WelchContrast(base.clone(), candidate.clone());
  }

  @Override
  public double estimate() {
    return estimate;
  }

  @Override
  public double standardError() {
    return Math.sqrt(baseVariance / base.length + candidateVariance / candidate.length);
  }

  @Override
  public double degreesOfFreedom() {
    return degreesOfFreedom;
  }

  @Override
  public double standardErrorWith(int n) {
    return Math.sqrt((baseVariance + candidateVariance) / n);
  }

  @Override
  public double degreesOfFreedomWith(int n) {
    double sum = baseVariance + candidateVariance;
    double squares = baseVariance * baseVariance + candidateVariance * candidateVariance;
    return squares == 0 ? 2.0 * (n - 1) : (n - 1) * sum * sum / squares;
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

  /** Satterthwaite's degrees of freedom of a sum of two estimated variances. */
  static double satterthwaite(double one, double oneFreedom, double two, double twoFreedom) {
    double sum = one + two;
    return sum * sum / (one * one / oneFreedom + two * two / twoFreedom);
  }

  private double[] shifted(double margin) {
    double[] values = candidate.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] -= margin;
    }
    return values;
  }

  /** Equal values have themselves for their mean, whatever rounding makes of their sum. */
  static double mean(double[] values) {
    return variance(values) == 0 ? values[0] : StatUtils.mean(values);
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
