package fanout.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * Fisher's and Pitman's permutation test for two samples: how many ways of dealing the pooled
 * values to the two sides give a difference of means at least as large as the one observed?
 *
 * <p>Exact up to {@value #EXACT_UP_TO} values in all: every way is counted, by meeting in the
 * middle (all subsets of one half of the values against the sorted subsets of the other). Above
 * that, {@value #DRAWS} random deals from a fixed seed and p = (hits + 1) ÷ (draws + 1), after
 * Phipson and Smyth (2010).
 */
final class TwoSamplePermutation {
  /** The most values for which every deal is counted; 2 × 2¹⁵ subsets. */
  static final int EXACT_UP_TO = 30;

  /** Random deals above that; p is then known to ± 0.005 at 0.05. */
  static final int DRAWS = 9_999;

  private static final long SEED = 20_130_617L;

  private TwoSamplePermutation() {}

  /** Returns the one-sided p of "the mean of {@code high} is not above the mean of {@code low}". */
  static double pGreater(double[] high, double[] low) {
    double[] pooled = centred(high, low);
    double observed = Arrays.stream(pooled, 0, high.length).sum() - Tolerance.of(pooled);
    if (pooled.length <= EXACT_UP_TO) {
      return exact(pooled, high.length, observed);
    }
    // About their mean all values add up to 0: the smaller side tells as much, and is drawn faster.
    return high.length <= low.length
        ? drawn(pooled, high.length, observed)
        : drawn(Arrays.stream(pooled).map(value -> -value).toArray(), low.length, observed);
  }

  /** Returns one over the number of deals, or the least that random deals can give. */
  static double smallestP(int high, int low) {
    double deals = CombinatoricsUtils.binomialCoefficientDouble(high + low, high);
    return high + low <= EXACT_UP_TO ? 1 / deals : 1.0 / (DRAWS + 1);
  }

  private static double exact(double[] pooled, int taken, double observed) {
    int middle = pooled.length / 2;
    SubsetSums left = SubsetSums.of(Arrays.copyOf(pooled, middle));
    SubsetSums right = SubsetSums.of(Arrays.copyOfRange(pooled, middle, pooled.length));
    long hits = 0;
    for (int fromLeft = 0; fromLeft <= Math.min(taken, middle); fromLeft++) {
      if (taken - fromLeft <= pooled.length - middle) {
        for (double sum : left.ofSize(fromLeft)) {
          hits += right.countAtLeast(taken - fromLeft, observed - sum);
        }
      }
    }
    return hits / CombinatoricsUtils.binomialCoefficientDouble(pooled.length, taken);
  }

  private static double drawn(double[] pooled, int taken, double observed) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] deal = pooled.clone();
    int hits = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (int i = 0; i < taken; i++) {
        int other = random.nextInt(i, deal.length);
        double value = deal[other];
        deal[other] = deal[i];
        deal[i] = value;
        sum += value;
      }
      hits += sum >= observed ? 1 : 0;
    }
    return (hits + 1.0) / (DRAWS + 1.0);
  }

  private static double[] centred(double[] high, double[] low) {
    double[] pooled = Arrays.copyOf(high, high.length + low.length);
    System.arraycopy(low, 0, pooled, high.length, low.length);
    double mean = Arrays.stream(pooled).average().orElseThrow();
    return Arrays.stream(pooled).map(value -> value - mean).toArray();
  }
}
