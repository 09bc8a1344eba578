package fanout.stats;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.special.Erf;

/**
 * The level of the last of several looks at sums of normal values, such that the chance of a
 * rejection at any look is what may be spent: numerical integration over the paths that have not
 * crossed a boundary before (Armitage, McPherson and Rowe, J. R. Statist. Soc. A 132, 1969).
 */
final class Boundary {
  private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

  /** Standard deviations below 0 where the integral begins, and steps of Simpson's rule. */
  private static final double REACH = 8;

  private static final int STEPS = 240;

  /** Sums that have not crossed, and the weight of each: its density times its step. */
  private double[] sums = {0};

  private double[] weights = {1};
  private double time;

  private Boundary() {}

  /**
   * Returns the level of a one-sided test at the last look.
   *
   * @param looks at least one, ascending
   */
  static double lastLevel(List<Look> looks) {
    Boundary paths = new Boundary();
    double before = 0;
    for (Look look : looks.subList(0, looks.size() - 1)) {
      paths.advance(look.time, paths.boundary(look.time, look.spent - before));
      before = look.spent;
    }
    Look last = looks.getLast();
    return upperTail(paths.boundary(last.time, last.spent - before) / Math.sqrt(last.time));
  }

  /**
   * One look.
   *
   * @param time the variance of the sum it looks at, above 0
   * @param spent the chance of a rejection up to and with it
   */
  record Look(double time, double spent) {}

  /** Returns the sum that is reached at a time for the first time with the given chance. */
  private double boundary(double at, double chance) {
    double low = -REACH * Math.sqrt(at);
    double high = 2 * REACH * Math.sqrt(at);
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (chanceAbove(middle, at) > chance) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private double chanceAbove(double boundary, double at) {
    double deviation = Math.sqrt(at - time);
    double chance = 0;
    for (int i = 0; i < sums.length; i++) {
      chance += weights[i] * upperTail((boundary - sums[i]) / deviation);
    }
    return chance;
  }

  /** Goes on with the paths that stay below the boundary. */
  private void advance(double to, double boundary) {
    double deviation = Math.sqrt(to - time);
    double from = -REACH * Math.sqrt(to);
    double step = (boundary - from) / STEPS;
    double[] next = new double[STEPS + 1];
    Arrays.setAll(next, i -> from + i * step);
    double[] density = new double[STEPS + 1];
    Arrays.setAll(density, i -> simpson(i) * step / 3 * densityAt(next[i], deviation));
    sums = next;
    weights = density;
    time = to;
  }

  private double densityAt(double sum, double deviation) {
    double density = 0;
    for (int i = 0; i < sums.length; i++) {
      double distance = (sum - sums[i]) / deviation;
      density += weights[i] * Math.exp(-distance * distance / 2);
    }
    return density / (deviation * SQRT_2_PI);
  }

  private static int simpson(int i) {
    return i == 0 || i == STEPS ? 1 : i % 2 == 0 ? 2 : 4;
  }

  private static double upperTail(double z) {
    return 0.5 * Erf.erfc(z / Math.sqrt(2));
  }
}
