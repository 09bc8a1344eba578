package fanout.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.TestUtils;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * The points at which the level of a series changes: E-divisive means (Matteson and James, JASA
 * 109, 2014).
 *
 * <p>Of all ways to cut a series in two, the one with the largest energy distance between the parts
 * is taken: q = m·n/(m+n)·(2·E|X−Y| − E|X−X'| − E|Y−Y'|), which is large where the distributions
 * differ, and is not moved by a few wild values. It counts if among {@value #PERMUTATIONS} random
 * orders of the same values hardly any has so large a q; the search then restarts in both parts.
 * Deterministic: the orders come from a fixed seed. So few values that no order is rare enough have
 * Student's t test of the two parts instead, as in Hunter (Fleming et al., ICPE 2023), corrected
 * for the choice of the cut.
 */
final class ChangePoints {
  /** Fewer values than this make no level. */
  static final int FEWEST = 3;

  private static final int PERMUTATIONS = 499;

  /** One series in five hundred without a change shows one; a history has hundreds of series. */
  private static final double LEVEL = 0.002;

  private static final long SEED = 20_140_331L;

  private final double[] values;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Integer> found = new ArrayList<>();

  private ChangePoints(double[] values) {
    this.values = values;
  }

  /**
   * Finds the changes of a series.
   *
   * @param values in the order of time
   * @return the index of the first value after each change, ascending; at least {@value #FEWEST}
   *     values lie before, between and after them
   */
  static List<Integer> of(double[] values) {
    ChangePoints search = new ChangePoints(values);
    search.split(0, values.length);
    Collections.sort(search.found);
    return search.found;
  }

  private void split(int from, int to) {
    if (to - from < 2 * FEWEST) {
      return;
    }
    Cut best = best(Arrays.copyOfRange(values, from, to));
    if (isSignificant(from, to, best)) {
      int cut = from + best.at;
      found.add(cut);
      split(from, cut);
      split(cut, to);
    }
  }

  private boolean isSignificant(int from, int to, Cut cut) {
    double orders = CombinatoricsUtils.binomialCoefficientDouble(to - from, cut.at);
    return 2 / orders > LEVEL ? isFar(from, to, cut.at) : isRare(from, to, cut.energy);
  }

  private boolean isFar(int from, int to, int at) {
    double[] left = Arrays.copyOfRange(values, from, from + at);
    double[] right = Arrays.copyOfRange(values, from + at, to);
    if (WelchContrast.variance(left) == 0 && WelchContrast.variance(right) == 0) {
      return left[0] != right[0];
    }
    int cuts = to - from - 2 * FEWEST + 1;
    return cuts * TestUtils.homoscedasticTTest(left, right) <= LEVEL;
  }

  /** Gives up as soon as too many orders have as large an energy. */
  private boolean isRare(int from, int to, double energy) {
    Ranked order = ranked(Arrays.copyOfRange(values, from, to));
    int most = (int) (LEVEL * (PERMUTATIONS + 1)) - 1;
    int hits = 0;
    for (int i = 0; i < PERMUTATIONS && hits <= most; i++) {
      shuffle(order.ranks);
      hits += best(order).energy >= energy * (1 - 1e-9) ? 1 : 0;
    }
    return energy > 0 && hits <= most;
  }

  private void shuffle(int[] ranks) {
    for (int i = ranks.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int rank = ranks[other];
      ranks[other] = ranks[i];
      ranks[i] = rank;
    }
  }

  /** Values in ascending order, and the rank of each in the order of time. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Ranked(double[] sorted, int[] ranks) {}

  /**
   * A way to cut a series in two.
   *
   * @param at values before it
   * @param energy the distance between the parts, at least about 0
   */
  record Cut(int at, double energy) {}

  /** Values count from the least, so that no rounding of sums tells equal ones apart. */
  private static Ranked ranked(double[] segment) {
    Integer[] order = new Integer[segment.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (one, two) -> Double.compare(segment[one], segment[two]));
    double[] sorted = new double[segment.length];
    int[] ranks = new int[segment.length];
    for (int rank = 0; rank < order.length; rank++) {
      sorted[rank] = segment[order[rank]] - segment[order[0]];
      ranks[order[rank]] = rank;
    }
    return new Ranked(sorted, ranks);
  }

  /** Returns the cut of a series, of at least twice {@value #FEWEST}, with the largest energy. */
  static Cut best(double[] segment) {
    return best(ranked(segment));
  }

  /**
   * Returns the cut with the largest energy. The sum of distances from a value to all on its left
   * comes from two binary indexed trees, so that a series of n values takes n·log n steps.
   */
  private static Cut best(Ranked series) {
    double[] sorted = series.sorted;
    int n = sorted.length;
    double[] toAll = distancesToAll(sorted);
    double within = Arrays.stream(toAll).sum() / 2;
    Tree counts = new Tree(n);
    Tree sums = new Tree(n);
    double left = 0;
    double across = 0;
    double total = 0;
    Cut best = new Cut(FEWEST, Double.NEGATIVE_INFINITY);
    for (int at = 1; at <= n - FEWEST; at++) {
      int rank = series.ranks[at - 1];
      double value = sorted[rank];
      double below = counts.sum(rank);
      double sumBelow = sums.sum(rank);
      double toLeft = value * below - sumBelow + (total - sumBelow) - value * (at - 1 - below);
      left += toLeft;
      across += toAll[rank] - 2 * toLeft;
      total += value;
      counts.add(rank, 1);
      sums.add(rank, value);
      if (at >= FEWEST) {
        double right = within - left - across;
        double energy = energy(at, n - at, left, right, across);
        best = energy > best.energy ? new Cut(at, energy) : best;
      }
    }
    return best;
  }

  private static double energy(int m, int n, double left, double right, double across) {
    double between = 2 * across / ((double) m * n);
    double withinLeft = 2 * left / ((double) m * (m - 1));
    double withinRight = 2 * right / ((double) n * (n - 1));
    return (double) m * n / (m + n) * (between - withinLeft - withinRight);
  }

  private static double[] distancesToAll(double[] sorted) {
    double[] distances = new double[sorted.length];
    double total = Arrays.stream(sorted).sum();
    double below = 0;
    for (int i = 0; i < sorted.length; i++) {
      double above = total - below - sorted[i];
      distances[i] = sorted[i] * i - below + above - sorted[i] * (sorted.length - 1 - i);
      below += sorted[i];
    }
    return distances;
  }

  /** Fenwick's binary indexed tree: sums over the first ranks. */
  private static final class Tree {
    private final double[] sums;

    Tree(int size) {
      this.sums = new double[size + 1];
    }

    void add(int rank, double amount) {
      for (int i = rank + 1; i < sums.length; i += i & -i) {
        sums[i] += amount;
      }
    }

    /** Returns the sum over ranks below the given one. */
    double sum(int rank) {
      double sum = 0;
      for (int i = rank; i > 0; i -= i & -i) {
        sum += sums[i];
      }
      return sum;
    }
  }
}
