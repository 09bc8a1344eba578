package fanout.stats;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Quantiles of Student's t, by Newton's method on the log of the tail, which takes a few steps
 * where the library's search takes dozens. Starts from Abramowitz and Stegun's expansion 26.7.5.
 */
final class StudentT {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final int MOST_STEPS = 12;
  private static final double PRECISION = 1e-13;

  /** Beyond so many degrees of freedom it is normal, which is a thousand times less work. */
  private static final double NORMAL_FROM = 1e5;

  private StudentT() {}

  /**
   * Returns the chance of more than t.
   *
   * @param degreesOfFreedom above 0
   */
  static double upperTail(double degreesOfFreedom, double t) {
    return degreesOfFreedom >= NORMAL_FROM
        ? NORMAL.cumulativeProbability(-t)
        : new TDistribution(null, degreesOfFreedom).cumulativeProbability(-t);
  }

  /**
   * Returns the t that is exceeded with the given chance.
   *
   * @param degreesOfFreedom above 0
   * @param tail above 0 and below 1
   */
  static double upperQuantile(double degreesOfFreedom, double tail) {
    if (tail > 0.5) {
      return -upperQuantile(degreesOfFreedom, 1 - tail);
    }
    if (degreesOfFreedom >= NORMAL_FROM) {
      return -NORMAL.inverseCumulativeProbability(tail);
    }
    TDistribution distribution = new TDistribution(null, degreesOfFreedom);
    double t = start(degreesOfFreedom, -NORMAL.inverseCumulativeProbability(tail));
    for (int step = 0; step < MOST_STEPS; step++) {
      double chance = distribution.cumulativeProbability(-t);
      double change = Math.log(chance / tail) * chance / distribution.density(t);
      t += change;
      if (Math.abs(change) <= PRECISION * Math.abs(t)) {
        return t;
      }
    }
    return -distribution.inverseCumulativeProbability(tail);
  }

  private static double start(double n, double x) {
    double square = x * x;
    double first = x * (square + 1) / 4;
    double second = x * ((5 * square + 16) * square + 3) / 96;
    double third = x * (((3 * square + 19) * square + 17) * square - 15) / 384;
    return x + (first + (second + third / n) / n) / n;
  }
}
