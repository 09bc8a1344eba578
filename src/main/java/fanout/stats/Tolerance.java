package fanout.stats;

import java.util.Arrays;

/** How far two sums of the same values may be apart through rounding alone and still be a tie. */
final class Tolerance {
  private static final double RELATIVE = 1e-12;

  private Tolerance() {}

  /** Returns the tolerance for sums of the given values: ties count as hits, which is cautious. */
  static double of(double[] values) {
    return RELATIVE * Arrays.stream(values).map(Math::abs).sum();
  }
}
