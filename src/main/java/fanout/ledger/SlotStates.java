package fanout.ledger;

import java.util.Optional;

/**
 * The states of slots by the scheduler's own counters: together the batch's c·W.
 *
 * <p>Time on a processor and in its queue is what the kernel counted for the slots' threads, in
 * exchanges and between them, which it does not tell apart. All of it is taken out of the time in
 * exchanges, and the rest of that is blocked. So a slot's own work between exchanges, such as
 * handing over, is in empty, and blocked lacks as much; only what was counted beyond the time in
 * exchanges is taken out of empty.
 *
 * <p>Virtual threads have no states: no counter tells how long they wait for a carrier.
 *
 * @param runningNanos on a processor, at least 0
 * @param runnableNanos waiting for a processor, at least 0
 * @param blockedNanos in an exchange, waiting for the server, at least 0
 * @param emptyNanos outside of exchanges, with the slot's own work there, at least 0
 */
public record SlotStates(
    long runningNanos, long runnableNanos, long blockedNanos, long emptyNanos) {
  /** The largest share of c·W by which the four may miss it. */
  static final double CLOSURE_TOLERANCE = 0.01;

  /**
   * Draws up the states of one batch or more.
   *
   * @param batches their slot-time ledgers
   * @param runningNanos time of the slots' threads on a processor
   * @param runnableNanos their time in the scheduler's queue
   * @return empty if the four do not add up to c·W within 1 %, because more was counted than slots
   *     have
   */
  public static Optional<SlotStates> of(
      LedgerTotals batches, long runningNanos, long runnableNanos) {
    long slots = batches.slotNanos();
    long inExchange = batches.lines().serviceNanos() + batches.lines().inTaskNanos();
    long counted = runningNanos + runnableNanos;
    SlotStates states =
        new SlotStates(
            runningNanos,
            runnableNanos,
            Math.max(0, inExchange - counted),
            Math.max(0, slots - Math.max(inExchange, counted)));
    boolean closes = Math.abs(states.sumNanos() - slots) <= CLOSURE_TOLERANCE * slots;
    return closes ? Optional.of(states) : Optional.empty();
  }

  private long sumNanos() {
    return runningNanos + runnableNanos + blockedNanos + emptyNanos;
  }
}
