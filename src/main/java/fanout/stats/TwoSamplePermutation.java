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

  /** Ties of sums, to within rounding, count as hits, which is cautious. */
  private static final double RELATIVE_TOLERANCE = 1e-12;

  private TwoSamplePermutation() {}

  /** Returns the one-sided p of "the mean of {@code high} is not above the mean of {@code low}". */
  static double pGreater(double[] high, double[] low) {
    double[] pooled = centred(high, low);
    double observed = Arrays.stream(pooled, 0, high.length).sum() - tolerance(pooled);
    if (pooled.length <= EXACT_UP_TO) {
      return exact(pooled, high.length, observed);
    }
    // About their mean all values add up to 0: the smaller side tells as much, and is drawn faster.
    return high.length <= low.length
        ? drawn(pooled, high.length, observed)
        : drawn(Arrays.stream(pooled).map(value -> -value).toArray(), low.length, observed);
  }

  /** Returns one over the number of deals; of random ones, no less than they can give. */
  static double smallestP(int high, int low) {
    double deals = CombinatoricsUtils.binomialCoefficientDouble(high + low, high);
    return Math.max(1 / deals, high + low <= EXACT_UP_TO ? 0 : 1.0 / (DRAWS + 1));
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

  /** Returns the distance up to which two sums of the given values are a tie. */
  static double tolerance(double[] values) {
    return RELATIVE_TOLERANCE * Arrays.stream(values).map(Math::abs).sum();
  }

  /** The sums of all subsets of a few values, by the size of the subset and in ascending order. */
  private static final class SubsetSums {
    private final double[][] bySize;

    private SubsetSums(double[][] bySize) {
      this.bySize = bySize;
    }

    /**
     * Adds up all subsets.
     *
     * @param values at most 20
     */
    static SubsetSums of(double[] values) {
      double[] sums = new double[1 << values.length];
      int[] sizes = new int[values.length + 1];
      for (int subset = 0; subset < sums.length; subset++) {
        if (subset > 0) {
          int rest = subset & (subset - 1);
          sums[subset] = sums[rest] + values[Integer.numberOfTrailingZeros(subset)];
        }
        sizes[Integer.bitCount(subset)]++;
      }
      double[][] bySize = Arrays.stream(sizes).mapToObj(double[]::new).toArray(double[][]::new);
      for (int subset = 0; subset < sums.length; subset++) {
        int size = Integer.bitCount(subset);
        bySize[size][--sizes[size]] = sums[subset];
      }
      for (double[] ofOneSize : bySize) {
        Arrays.sort(ofOneSize);
      }
      return new SubsetSums(bySize);
    }

    double[] ofSize(int size) {
      return bySize[size];
    }

    /** Returns how many subsets of the given size have a sum of at least the bound. */
    int countAtLeast(int size, double bound) {
      double[] sums = bySize[size];
      int below = 0;
      int end = sums.length;
      while (below < end) {
        int middle = (below + end) >>> 1;
        if (sums[middle] < bound) {
          below = middle + 1;
        } else {
          end = middle;
        }
      }
      return sums.length - below;
    }
  }
}
