package fanout.run;

import fanout.ledger.LedgerTotals;
import fanout.results.SampledBatch;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The results of one contender's batches of one iteration.
 *
 * @param contender whose
 * @param makespans one a batch in nanoseconds, in the order they ran; at least one
 * @param totals the slot-time ledgers, added up; none where times are not recorded
 * @param readings clocks and counters, added up; valid until the next iteration
 * @param latencies of all requests in nanoseconds; valid until the next iteration
 * @param server what the server showed
 * @param sample the last batch, request by request, where it was recorded
 */
record BatchResults(
    Contender contender,
    List<Long> makespans,
    LedgerTotals totals,
    Readings readings,
    Histogram latencies,
    Server server,
    Optional<SampledBatch> sample) {
  /**
   * The server's part of the results.
   *
   * @param newConnections opened during batches
   * @param delayErrorNanos the median over batches of the 99th percentile of how much later than
   *     asked the stub answered; 0 without a delay
   */
  record Server(long newConnections, long delayErrorNanos) {}

  /** Returns the sum of the makespans in nanoseconds. */
  long makespanNanos() {
    return makespans.stream().mapToLong(Long::longValue).sum();
  }

  long requests() {
    return (long) makespans.size() * contender.requests();
  }
}
