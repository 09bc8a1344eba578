package fanout.stats;

import java.util.Arrays;
import java.util.Comparator;

/** Holm's step-down correction for testing several rows at once (Scand. J. Statist. 6, 1979). */
final class Holm {
  private Holm() {}

  /**
   * Returns the adjusted p of each test: rejecting those at most α keeps the chance of any false
   * rejection at or below α, whatever the dependence between the tests.
   *
   * @param p one a test, from 0 to 1
   */
  static double[] adjust(double[] p) {
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      largest = Math.max(largest, Math.min(1, p[order[rank]] * (p.length - rank)));
      adjusted[order[rank]] = largest;
    }
    return adjusted;
  }
}
