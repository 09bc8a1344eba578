package fanout.ledger;

/**
 * The lines of the slot-time ledger, in nanoseconds: of one batch, or the sum over many. Every
 * nanosecond of every slot stands in exactly one.
 *
 * @param serviceNanos in exchanges: received − sent, at least 0
 * @param inTaskNanos in slots around the exchanges: (sent − started) + (finished − received), at
 *     least 0
 * @param handOffNanos on one slot, from a request's finished to the next one's started, at least 0
 * @param rampUpNanos from the batch's start to the first started of each slot, at least 0
 * @param gatherNanos from the latest finished of all to the batch's end, for each slot in use, at
 *     least 0
 * @param imbalanceNanos from each slot's last finished to the latest of all, at least 0: a lack of
 *     parallel work
 * @param unusedNanos the makespan of slots that never got a request, at least 0
 */
public record SlotLines(
    long serviceNanos,
    long inTaskNanos,
    long handOffNanos,
    long rampUpNanos,
    long gatherNanos,
    long imbalanceNanos,
    long unusedNanos) {
  /** No time in any line. */
  public static final SlotLines ZERO = new SlotLines(0, 0, 0, 0, 0, 0, 0);

  /** Returns the sum of all lines, in nanoseconds. */
  public long sumNanos() {
    return serviceNanos
        + inTaskNanos
        + handOffNanos
        + rampUpNanos
        + gatherNanos
        + imbalanceNanos
        + unusedNanos;
  }

  /** Returns these lines and others, added line by line. */
  public SlotLines plus(SlotLines other) {
    return new SlotLines(
        serviceNanos + other.serviceNanos,
        inTaskNanos + other.inTaskNanos,
        handOffNanos + other.handOffNanos,
        rampUpNanos + other.rampUpNanos,
        gatherNanos + other.gatherNanos,
        imbalanceNanos + other.imbalanceNanos,
        unusedNanos + other.unusedNanos);
  }
}
