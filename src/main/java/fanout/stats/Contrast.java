package fanout.stats;

/**
 * The difference between two sides on the log scale: new minus base, so that its exponential is the
 * ratio new/base and above 0 means slower.
 *
 * <p>All tests here are one-sided t tests of {@code estimate − margin}. Where the forks do not vary
 * at all (standard error 0) the estimate is taken as exact, but for the rounding of logarithms: p
 * is 0 on the side it lies on, else 1.
 */
public sealed interface Contrast permits WelchContrast, BlockContrast {
  /** The difference of log-ratios that rounding can make of none. */
  double ROUNDING = 1e-12;

  /** Returns the estimated log of the ratio new/base. */
  double estimate();

  /** Returns the estimate's standard error, at least 0. */
  double standardError();

  /** Returns the degrees of freedom of the t distribution that goes with the standard error. */
  double degreesOfFreedom();

  /** Returns the standard error that the same forks would give if there were {@code n} a side. */
  double standardErrorWith(int n);

  /** Returns the degrees of freedom that go with {@link #standardErrorWith}. */
  double degreesOfFreedomWith(int n);

  /** Returns the permutation test's p for "the log-ratio is not above the margin". */
  double permutationAbove(double margin);

  /** Returns the permutation test's p for "the log-ratio is not below the margin". */
  double permutationBelow(double margin);

  /** Returns the smallest p that the permutation test can give with this many forks. */
  double smallestPermutationP();

  /** Returns the p of the t test of "the log-ratio is at most the margin". */
  default double pAbove(double margin) {
    double distance = estimate() - margin;
    if (standardError() == 0) {
      return distance > ROUNDING ? 0 : 1;
    }
    return StudentT.upperTail(degreesOfFreedom(), distance / standardError());
  }

  /** Returns the p of the t test of "the log-ratio is at least the margin". */
  default double pBelow(double margin) {
    double distance = estimate() - margin;
    if (standardError() == 0) {
      return distance < -ROUNDING ? 0 : 1;
    }
    return StudentT.upperTail(degreesOfFreedom(), -distance / standardError());
  }

  /**
   * Returns the two-sided confidence interval of the log-ratio.
   *
   * @param confidence above 0 and below 1, such as 0.95
   */
  default Interval interval(double confidence) {
    if (standardError() == 0) {
      return new Interval(estimate(), estimate());
    }
    double t = StudentT.upperQuantile(degreesOfFreedom(), (1 - confidence) / 2);
    double half = t * standardError();
    return new Interval(estimate() - half, estimate() + half);
  }
}
