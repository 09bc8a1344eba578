package fanout.stats;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/** Tails and quantiles of Student's t. */
final class StudentT {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
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
   * @param tail from 1e-12 to 0.999; farther out the library loses digits
   */
  static double upperQuantile(double degreesOfFreedom, double tail) {
    return degreesOfFreedom >= NORMAL_FROM
        ? -NORMAL.inverseCumulativeProbability(tail)
        : -new TDistribution(null, degreesOfFreedom, PRECISION).inverseCumulativeProbability(tail);
  }
}
