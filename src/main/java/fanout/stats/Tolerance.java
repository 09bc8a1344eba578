package fanout.stats;

import java.util.Arrays;

/** The distance up to which two sums of the same values are a tie: that of rounding. */
final class Tolerance {
  private static final double RELATIVE = 1e-12;

  private Tolerance() {}

  /** Returns the tolerance for sums of the given values: ties count as hits, which is cautious. */
  static double of(double[] values) {
    return RELATIVE * Arrays.stream(values).map(Math::abs).sum();
  }
}
