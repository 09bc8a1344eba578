package fanout.results;

import java.util.List;

/**
 * One batch of a trial, kept whole: what each slot did, one length of time after the other. A
 * picture of one batch and nothing to compare: the ledgers are over all batches.
 *
 * <p>A slot's lengths stand in the order in which they passed: first its ramp-up, then for each
 * request in-task, service and in-task, with hand-off between one request and the next. So a slot
 * of k requests has 4·k lengths, and one that never got a request has none. What is missing up to
 * the makespan is imbalance, up to the latest finished of all slots, and gather after it.
 *
 * @param makespanNanos W of this batch in nanoseconds, above 0
 * @param slots the lengths of each slot in nanoseconds, each at least 0
 */
public record SampledBatch(long makespanNanos, List<List<Long>> slots) {
  /** The lengths that each request has: ramp-up or hand-off, in-task, service, in-task. */
  public static final int LENGTHS_PER_REQUEST = 4;

  /** The most requests of a batch that is kept: what a picture can show, and a file can carry. */
  public static final int MOST_REQUESTS = 2000;

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if one is out of range, or a slot has part of a request
   */
  public SampledBatch {
    if (makespanNanos <= 0) {
      throw new IllegalArgumentException("makespanNanos must be > 0, was " + makespanNanos);
    }
    slots = slots.stream().map(List::copyOf).toList();
    for (List<Long> slot : slots) {
      requireWhole(slot, makespanNanos);
    }
  }

  private static void requireWhole(List<Long> slot, long makespanNanos) {
    if (slot.size() % LENGTHS_PER_REQUEST != 0) {
      throw new IllegalArgumentException(
          "a slot must have %d lengths a request, had %d"
              .formatted(LENGTHS_PER_REQUEST, slot.size()));
    }
    long sum = 0;
    for (long length : slot) {
      if (length < 0 || length > makespanNanos - sum) {
        throw new IllegalArgumentException(
            "lengths of a slot must be >= 0 and add up to at most the makespan, one was " + length);
      }
      sum += length;
    }
  }

  /** Returns the requests of all slots, at least 0. */
  public int requests() {
    return slots.stream().mapToInt(List::size).sum() / LENGTHS_PER_REQUEST;
  }

  /** Returns the latest finished of all slots, in nanoseconds since the batch's start. */
  public long latestFinishedNanos() {
    return slots.stream()
        .mapToLong(slot -> slot.stream().mapToLong(Long::longValue).sum())
        .max()
        .orElse(0);
  }
}
