package fanout.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Fisher's permutation test for pairs: in how many of the ways to give the differences signs is
 * their sum at least as large as the one observed?
 *
 * <p>Exact up to {@value TwoSamplePermutation#EXACT_UP_TO} differences, by meeting in the middle;
 * above that {@value TwoSamplePermutation#DRAWS} random signings from a fixed seed.
 */
final class SignPermutation {
  private static final long SEED = 19_350_101L;

  private SignPermutation() {}

  /** Returns the one-sided p of "the differences are not above 0". */
  static double pPositive(double[] differences) {
    double observed =
        Arrays.stream(differences).sum() - TwoSamplePermutation.tolerance(differences);
    return differences.length <= TwoSamplePermutation.EXACT_UP_TO
        ? exact(differences, observed)
        : drawn(differences, observed);
  }

  private static double exact(double[] differences, double observed) {
    int middle = differences.length / 2;
    double[] left = signedSums(Arrays.copyOf(differences, middle));
    double[] right = signedSums(Arrays.copyOfRange(differences, middle, differences.length));
    Arrays.sort(left);
    Arrays.sort(right);
    long hits = 0;
    int first = right.length;
    for (double sum : left) {
      while (first > 0 && right[first - 1] + sum >= observed) {
        first--;
      }
      hits += right.length - first;
    }
    return hits / Math.pow(2, differences.length);
  }

  private static double[] signedSums(double[] values) {
    double[] sums = {0};
    for (double value : values) {
      double[] longer = new double[sums.length * 2];
      for (int i = 0; i < sums.length; i++) {
        longer[2 * i] = sums[i] + value;
        longer[2 * i + 1] = sums[i] - value;
      }
      sums = longer;
    }
    return sums;
  }

  private static double drawn(double[] differences, double observed) {
    SplittableRandom random = new SplittableRandom(SEED);
    int hits = 0;
    for (int draw = 0; draw < TwoSamplePermutation.DRAWS; draw++) {
      double sum = 0;
      for (double difference : differences) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      hits += sum >= observed ? 1 : 0;
    }
    return (hits + 1.0) / (TwoSamplePermutation.DRAWS + 1.0);
  }
}
