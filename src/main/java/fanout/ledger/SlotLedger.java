package fanout.ledger;

import java.util.Locale;

/**
 * The slot time of one batch, by where it went.
 *
 * @param requests N, the requests of the batch, at least 1
 * @param concurrency c, its slots, at least 1
 * @param makespanNanos W, from the batch's start to its end in nanoseconds, above 0
 * @param lines the c·W nanoseconds of slot time, by line
 */
public record SlotLedger(int requests, int concurrency, long makespanNanos, SlotLines lines) {
  /** The largest share of c·W by which the books may fail to close. */
  public static final double CLOSURE_TOLERANCE = 0.001;

  /** Returns c·W, the slot time that the lines must add up to, in nanoseconds. */
  public long slotNanos() {
    return Math.multiplyExact((long) concurrency, makespanNanos);
  }

  /**
   * Returns the closure error |Σ lines − c·W| ÷ (c·W).
   *
   * <p>It is 0 as long as every request lies within its batch. A negative length cannot be booked,
   * so a start before the batch's start, or a finish after its end, leaves slot time without a line
   * or books more than there was.
   *
   * @return a share of slot time, at least 0
   */
  public double closureError() {
    return Math.abs((double) (lines.sumNanos() - slotNanos())) / slotNanos();
  }

  /**
   * Returns this ledger if its books close.
   *
   * @throws IllegalStateException if the closure error is above {@link #CLOSURE_TOLERANCE}
   */
  public SlotLedger requireClosed() {
    if (closureError() > CLOSURE_TOLERANCE) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the ledger must close within %.1f %%, was off by %.3f %%: the lines add up to %d ns,"
                  + " %d slots of %d ns are %d ns (%s)",
              100 * CLOSURE_TOLERANCE,
              100 * closureError(),
              lines.sumNanos(),
              concurrency,
              makespanNanos,
              slotNanos(),
              lines));
    }
    return this;
  }
}
