package fanout.model;

import fanout.stats.ForkMean;
import fanout.stats.Interval;

/**
 * One question to the instrument, and its answer.
 *
 * @param subject what was asked, such as {@code spin, no delay: CPU slope}
 * @param found the figure over forks with its 95 % interval
 * @param allowed where the figure must lie
 * @param verdict whether it does
 */
public record Check(String subject, ForkMean found, Interval allowed, Verdict verdict) {
  /** The answer of a figure about the instrument. */
  public enum Verdict {
    /** The figure is where it must be. */
    HOLDS,
    /** It is not known well enough: more forks are needed. */
    UNCERTAIN,
    /** The figure is elsewhere. */
    FAILS
  }

  /**
   * Judges a figure. It holds if its interval is within the allowed one, and fails if it lies
   * outside altogether. Between the two its value decides, if the interval is no longer than twice
   * the tolerance.
   *
   * @param tolerance how far the figure may be from what it should be, above 0
   */
  static Check of(String subject, ForkMean found, Interval allowed, double tolerance) {
    return new Check(subject, found, allowed, verdict(found, allowed, tolerance));
  }

  private static Verdict verdict(ForkMean found, Interval allowed, double tolerance) {
    if (found.low() > allowed.high() || found.high() < allowed.low()) {
      return Verdict.FAILS;
    }
    if (found.low() >= allowed.low() && found.high() <= allowed.high()) {
      return Verdict.HOLDS;
    }
    if (!(found.halfWidth() <= tolerance)) {
      return Verdict.UNCERTAIN;
    }
    return allowed.contains(found.mean()) ? Verdict.HOLDS : Verdict.FAILS;
  }
}
