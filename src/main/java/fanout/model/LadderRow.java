package fanout.model;

import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.List;
import java.util.Optional;

/**
 * One contender of a {@link Ladder}. The single thread and the controls have no terms.
 *
 * @param entry the contender's row
 * @param makespanMillis W in milliseconds; the interval is not a number for one fork
 * @param speedUp W(SINGLE_THREAD) ÷ W, the mean of the forks' ratios; empty without a single thread
 *     beside it
 * @param makespan what W ÷ N consists of, in microseconds of makespan a request
 * @param cpu the same in microseconds of the client's CPU time a request; empty where the result
 *     has no CPU times
 * @param missing the controls that are not beside it, whose terms are therefore empty
 */
public record LadderRow(
    ResultEntry entry,
    ForkMean makespanMillis,
    Optional<ForkMean> speedUp,
    Optional<Terms> makespan,
    Optional<Terms> cpu,
    List<String> missing) {

  /**
   * The parts of a contender's time, in microseconds a request. {@code whole} = {@code requests} +
   * {@code sharing} + {@code vehicle} + {@code handOff}, where a term that is empty by the ladder's
   * formulas counts as 0. Terms may be below 0.
   *
   * @param whole W ÷ N of the contender
   * @param requests the same of the control that has neither synchronization nor vehicle
   * @param sharing what one client for all costs; empty but for platform threads
   * @param vehicle what virtual threads, or processes, cost instead of platform threads
   * @param handOff what handing requests over, and gathering, costs
   * @param synchronization sharing + hand-off
   */
  public record Terms(
      ForkMean whole,
      Optional<ForkMean> requests,
      Optional<ForkMean> sharing,
      Optional<ForkMean> vehicle,
      Optional<ForkMean> handOff,
      Optional<ForkMean> synchronization) {}

  /** Returns the strategy's name. */
  public String strategy() {
    return Parameter.STRATEGY.of(entry);
  }
}
