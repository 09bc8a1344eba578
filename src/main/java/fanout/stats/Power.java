package fanout.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The power of a number of forks: the distance from the margin, in standard errors, at which a
 * one-sided t test rejects with a given chance. It is the noncentrality of Student's noncentral t
 * whose upper α quantile of the central one is exceeded with that chance.
 *
 * @param alpha level of the test, above 0, below 0.5; Holm's first step has α ÷ tests
 * @param chance of a rejection, above {@code alpha}, below 1
 */
record Power(double alpha, double chance) {
  /** The power that effects are given for. */
  static final double USUAL = 0.8;

  /** More forks than this are nobody's plan. */
  static final int MOST_FORKS = 1_000;

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** Slices of equal chance of the chi-squared distribution; enough for four digits of power. */
  private static final int SLICES = 100;

  /** Degrees of freedom beyond which t is normal. */
  private static final double NORMAL_FROM = 1e4;

  /** Degrees of freedom from which Wilson and Hilferty's quantile of chi-squared is as good. */
  private static final double LARGE = 20;

  private static final double STEPS = 50;

  /** Standard deviations of a normal value that hold all the chance that matters. */
  private static final double FAR = 6;

  private static final double PRECISION = 1e-9;

  private static final int MOST_STEPS = 1_000;

  /** By degrees of freedom, in steps of 2 %: thousands of rows share a few. */
  private static final Map<Power, Map<Long, Double>> REACHES = new ConcurrentHashMap<>();

  /** Returns the smallest log-ratio above the margin that is found with that power. */
  double minimumDetectable(Contrast contrast, double margin) {
    return margin + reach(contrast.degreesOfFreedom()) * contrast.standardError();
  }

  /**
   * Returns how many forks a side find an effect with that power.
   *
   * @param effect distance on the scale of logs, above 0
   * @param fewest the smallest answer
   * @return {@value #MOST_FORKS} + 1 for all beyond
   */
  int forksNeeded(Contrast contrast, double effect, int fewest) {
    int low = fewest;
    int high = MOST_FORKS + 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (reach(contrast.degreesOfFreedomWith(middle)) * contrast.standardErrorWith(middle)
          <= effect) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns the noncentrality that is found with that power. */
  double reach(double freedom) {
    double rounded = Math.max(1, Math.min(freedom, NORMAL_FROM));
    return REACHES
        .computeIfAbsent(this, any -> new ConcurrentHashMap<>())
        .computeIfAbsent(
            Math.round(Math.log(rounded) * STEPS), steps -> solve(Math.exp(steps / STEPS)));
  }

  /** The same, worked out anew. */
  double solve(double freedom) {
    if (freedom >= NORMAL_FROM * 0.9) {
      return NORMAL.inverseCumulativeProbability(chance)
          - NORMAL.inverseCumulativeProbability(alpha);
    }
    double[] limits = limits(freedom, StudentT.upperQuantile(freedom, alpha));
    return new BrentSolver(PRECISION)
        .solve(
            MOST_STEPS,
            noncentrality -> power(limits, noncentrality) - chance,
            0,
            2 * limits[SLICES - 1] + FAR);
  }

  /** Returns t·√(V/ν) for V in the middle of each slice of chi-squared. */
  private static double[] limits(double freedom, double t) {
    GammaDistribution chiSquared = new GammaDistribution(null, freedom / 2, 2);
    double[] limits = new double[SLICES];
    for (int i = 0; i < SLICES; i++) {
      double below = (i + 0.5) / SLICES;
      double v =
          freedom < LARGE
              ? chiSquared.inverseCumulativeProbability(below)
              : wilsonHilferty(freedom, below);
      limits[i] = t * Math.sqrt(v / freedom);
    }
    return limits;
  }

  private static double wilsonHilferty(double freedom, double chance) {
    double width = 2 / (9 * freedom);
    double root = 1 - width + NORMAL.inverseCumulativeProbability(chance) * Math.sqrt(width);
    return freedom * root * root * root;
  }

  /** P(T > t) = E[Φ(ncp − t·√(V/ν))] for V of chi-squared with ν degrees of freedom. */
  private static double power(double[] limits, double noncentrality) {
    double sum = 0;
    for (double limit : limits) {
      sum += NORMAL.cumulativeProbability(noncentrality - limit);
    }
    return sum / limits.length;
  }
}
