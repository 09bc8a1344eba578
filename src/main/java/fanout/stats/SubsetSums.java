package fanout.stats;

import java.util.Arrays;

/** The sums of all subsets of a few values, by the size of the subset and in ascending order. */
final class SubsetSums {
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
