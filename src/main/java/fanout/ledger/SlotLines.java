package fanout.ledger;

/**
 * Slot time in nanoseconds by {@link Line}: of one batch, or the sum over many.
 *
 * @param serviceNanos time in exchanges, at least 0
 * @param inTaskNanos time in slots around the exchanges, at least 0
 * @param handOffNanos time between a slot's requests, at least 0
 * @param rampUpNanos time before the slots' first requests, at least 0
 * @param gatherNanos time after the latest request, for all slots in use, at least 0
 * @param imbalanceNanos time that slots waited for the latest request, at least 0
 * @param unusedNanos time of slots that never got a request, at least 0
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

  /** Returns the time in one line, in nanoseconds. */
  public long nanos(Line line) {
    return switch (line) {
      case SERVICE -> serviceNanos;
      case IN_TASK -> inTaskNanos;
      case HAND_OFF -> handOffNanos;
      case RAMP_UP -> rampUpNanos;
      case GATHER -> gatherNanos;
      case IMBALANCE -> imbalanceNanos;
      case UNUSED -> unusedNanos;
    };
  }

  /** Returns the coordination cost: in-task + hand-off + ramp-up + gather, in nanoseconds. */
  public long coordinationNanos() {
    return inTaskNanos + handOffNanos + rampUpNanos + gatherNanos;
  }

  /** Returns the sum of all lines, in nanoseconds. */
  public long sumNanos() {
    return serviceNanos + coordinationNanos() + imbalanceNanos + unusedNanos;
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
