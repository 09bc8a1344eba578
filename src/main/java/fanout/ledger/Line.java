package fanout.ledger;

import java.util.Locale;

/** The lines of the slot-time ledger; every nanosecond of every slot stands in exactly one. */
public enum Line {
  /** The exchange itself: received − sent. */
  SERVICE(false),
  /** What the slot does around the exchange: (sent − started) + (finished − received). */
  IN_TASK(true),
  /** On one slot, the started of a request − the finished of the one before it. */
  HAND_OFF(true),
  /** The first started on a slot − the batch's start. */
  RAMP_UP(true),
  /** The batch's end − the latest finished of all, once for each slot in use. */
  GATHER(true),
  /** The latest finished of all − the last finished on the slot: a lack of parallel work. */
  IMBALANCE(false),
  /** The makespan, for each slot that never got a request. */
  UNUSED(false);

  private final boolean coordination;

  Line(boolean coordination) {
    this.coordination = coordination;
  }

  /** Returns the line's name as it is printed, such as {@code hand-off}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Tells whether the time in this line is a cost of coordination. */
  public boolean isCoordination() {
    return coordination;
  }
}
