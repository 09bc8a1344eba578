package fanout.model;

/**
 * A predicted makespan, and what it is made of. All in nanoseconds.
 *
 * @param nanos W
 * @param dispatchNanos the least that the dispatcher needs: N · h
 * @param processorNanos the least that the processors need: N · D ÷ (M · P)
 * @param slotNanos the least that the slots need: N · (S + overhead) ÷ c
 * @param endNanos what is added for starting and for waiting for the last requests
 */
public record Makespan(
    double nanos, double dispatchNanos, double processorNanos, double slotNanos, double endNanos) {

  /** Returns what there is least of, as a word: dispatch, processors or slots. */
  public String limit() {
    double most = Math.max(dispatchNanos, Math.max(processorNanos, slotNanos));
    return most == slotNanos ? "slots" : most == processorNanos ? "processors" : "dispatch";
  }
}
