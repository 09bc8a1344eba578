package fanout.ledger;

/**
 * The slot-time ledgers of many batches in one.
 *
 * @param slotNanos the sum of their c·W in nanoseconds, at least 0
 * @param lines the sums of their lines
 * @param worstClosureError the largest closure error of a single batch, a share, at least 0
 */
public record LedgerTotals(long slotNanos, SlotLines lines, double worstClosureError) {
  /** The totals of no batch at all. */
  public static final LedgerTotals ZERO = new LedgerTotals(0, SlotLines.ZERO, 0);

  /** Returns these totals with one batch more. */
  public LedgerTotals plus(SlotLedger batch) {
    return new LedgerTotals(
        slotNanos + batch.slotNanos(),
        lines.plus(batch.lines()),
        Math.max(worstClosureError, batch.closureError()));
  }
}
