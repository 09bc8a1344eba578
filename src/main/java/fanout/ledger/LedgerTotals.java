package fanout.ledger;

/**
 * The slot-time ledgers of many batches in one: of an iteration, or of a whole trial.
 *
 * @param batches the batches added, at least 0
 * @param requests the requests of all of them, at least 0
 * @param makespanNanos the sum of their makespans in nanoseconds, at least 0
 * @param slotNanos the sum of their c·W in nanoseconds, at least 0
 * @param slotsUsed the sum of the slots they used, at least 0
 * @param lines the sums of their lines
 * @param worstClosureError the largest closure error of a single batch, a share, at least 0
 */
public record LedgerTotals(
    long batches,
    long requests,
    long makespanNanos,
    long slotNanos,
    long slotsUsed,
    SlotLines lines,
    double worstClosureError) {
  /** The totals of no batch at all. */
  public static final LedgerTotals ZERO = new LedgerTotals(0, 0, 0, 0, 0, SlotLines.ZERO, 0);

  /** Returns these totals with one batch more. */
  public LedgerTotals plus(SlotLedger batch) {
    return plus(
        new LedgerTotals(
            1,
            batch.requests(),
            batch.makespanNanos(),
            batch.slotNanos(),
            batch.slotsUsed(),
            batch.lines(),
            batch.closureError()));
  }

  /** Returns these totals and others, added up. */
  public LedgerTotals plus(LedgerTotals other) {
    return new LedgerTotals(
        batches + other.batches,
        requests + other.requests,
        makespanNanos + other.makespanNanos,
        slotNanos + other.slotNanos,
        slotsUsed + other.slotsUsed,
        lines.plus(other.lines),
        Math.max(worstClosureError, other.worstClosureError));
  }

  /**
   * Returns the closure error of the sums, |Σ lines − Σ c·W| ÷ Σ c·W.
   *
   * @return a share of slot time, at least 0; 0 without a batch
   */
  public double closureError() {
    return slotNanos == 0 ? 0 : Math.abs((double) (lines.sumNanos() - slotNanos)) / slotNanos;
  }

  /**
   * Returns the time in one line for each request, in nanoseconds.
   *
   * @return at least 0; {@code NaN} without a batch
   */
  public double nanosPerRequest(Line line) {
    return (double) lines.nanos(line) / requests;
  }

  /**
   * Returns the coordination cost for each request, in nanoseconds.
   *
   * @return at least 0; {@code NaN} without a batch
   */
  public double coordinationNanosPerRequest() {
    return (double) lines.coordinationNanos() / requests;
  }

  /**
   * Returns the time in one line as a share of slot time.
   *
   * @return from 0 to 1; {@code NaN} without a batch
   */
  public double share(Line line) {
    return (double) lines.nanos(line) / slotNanos;
  }

  /**
   * Returns the coordination cost as a share of slot time.
   *
   * @return from 0 to 1; {@code NaN} without a batch
   */
  public double coordinationShare() {
    return (double) lines.coordinationNanos() / slotNanos;
  }
}
