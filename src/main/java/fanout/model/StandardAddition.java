package fanout.model;

import java.util.List;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The result of a standard addition: known amounts of coordination were added, and a line of the
 * ledger (or the makespan) was read. The regression of what was recovered on what was added must
 * have slope 1 where it was added and slope 0 everywhere else; the intercept is what was there
 * before.
 *
 * @param slope recovered ÷ added
 * @param intercept what is recovered when nothing is added, in nanoseconds
 * @param expectedSlope 1 on the diagonal of the attribution matrix and for the stopwatch, 0 off it
 * @param amounts the number of different amounts that were asked for
 * @param verdict whether the slope is the expected one
 */
public record StandardAddition(
    Estimate slope, Estimate intercept, double expectedSlope, int amounts, Verdict verdict) {
  /** How far a slope may be from the expected one. */
  public static final double TOLERANCE = 0.05;

  /** The fewest different amounts that a slope may rest on. */
  public static final int LEAST_AMOUNTS = 5;

  /** Whether a slope is the expected one. */
  public enum Verdict {
    /** It is within the tolerance, and known to within the tolerance. */
    HOLDS,
    /** It is outside the tolerance: known to within it, or its whole interval is outside. */
    FAILS,
    /** Its interval reaches into the tolerance and is wider than it: more batches are needed. */
    TOO_UNCERTAIN
  }

  /**
   * One batch, or the median of several.
   *
   * @param askedNanos the amount asked for, in nanoseconds, at least 0
   * @param addedNanos what the injector's own account says was added, in slot time or, for the
   *     stopwatch, slot time ÷ c; in nanoseconds, at least 0
   * @param recoveredNanos what the line of the ledger, or the stopwatch, says, in nanoseconds
   */
  public record Reading(double askedNanos, double addedNanos, double recoveredNanos) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if an amount is below 0, or a value is not finite
     */
    public Reading {
      if (!(askedNanos >= 0) || !(addedNanos >= 0)) {
        throw new IllegalArgumentException(
            "amounts must be >= 0 ns, were %s asked for and %s added"
                .formatted(askedNanos, addedNanos));
      }
      if (!Double.isFinite(askedNanos + addedNanos + recoveredNanos)) {
        throw new IllegalArgumentException(
            "recovered time must be finite, was %s of %s added"
                .formatted(recoveredNanos, addedNanos));
      }
    }
  }

  /**
   * Fits where the slope should be 1: the line in which the time was added, or the stopwatch.
   *
   * @param readings in any order, at least {@value #LEAST_AMOUNTS} different amounts among them
   * @throws IllegalArgumentException if there are fewer
   */
  public static StandardAddition onDiagonal(List<Reading> readings) {
    return fit(readings, 1);
  }

  /**
   * Fits where the slope should be 0: every other line.
   *
   * @param readings in any order, at least {@value #LEAST_AMOUNTS} different amounts among them
   * @throws IllegalArgumentException if there are fewer
   */
  public static StandardAddition offDiagonal(List<Reading> readings) {
    return fit(readings, 0);
  }

  private static StandardAddition fit(List<Reading> readings, double expectedSlope) {
    int amounts = (int) readings.stream().mapToDouble(Reading::askedNanos).distinct().count();
    if (amounts < LEAST_AMOUNTS) {
      throw new IllegalArgumentException(
          ("a standard addition needs at least %d different amounts, had %d: inject more of them,"
                  + " 0 may be one")
              .formatted(LEAST_AMOUNTS, amounts));
    }
    SimpleRegression regression = new SimpleRegression();
    readings.forEach(each -> regression.addData(each.addedNanos(), each.recoveredNanos()));
    double alpha = 1 - Estimate.LEVEL;
    Estimate slope = around(regression.getSlope(), regression.getSlopeConfidenceInterval(alpha));
    // The interval of the slope is t standard errors wide, and so is that of the intercept.
    double t = slope.halfWidth() / regression.getSlopeStdErr();
    double margin = slope.halfWidth() == 0 ? 0 : t * regression.getInterceptStdErr();
    return new StandardAddition(
        slope,
        around(regression.getIntercept(), margin),
        expectedSlope,
        amounts,
        verdict(slope, expectedSlope));
  }

  /**
   * The rule is on the slope itself. A slope that is not known to within the tolerance cannot keep
   * the rule, only break it, by an interval that lies outside altogether.
   */
  private static Verdict verdict(Estimate slope, double expected) {
    boolean outside = slope.low() > expected + TOLERANCE || slope.high() < expected - TOLERANCE;
    boolean inside = slope.low() >= expected - TOLERANCE && slope.high() <= expected + TOLERANCE;
    if (outside) {
      return Verdict.FAILS;
    }
    if (inside) {
      return Verdict.HOLDS;
    }
    if (!(slope.halfWidth() <= TOLERANCE)) {
      return Verdict.TOO_UNCERTAIN;
    }
    return Math.abs(slope.value() - expected) <= TOLERANCE ? Verdict.HOLDS : Verdict.FAILS;
  }

  private static Estimate around(double value, double margin) {
    return new Estimate(value, value - margin, value + margin);
  }
}
