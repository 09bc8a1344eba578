package fanout.strategy;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntToLongFunction;

/**
 * The shares of a perfect scheduler: which slot issues which requests, known before the batch. Each
 * request, in the order of their numbers, goes to the slot that is free first by the known delays
 * (list scheduling, Graham 1969); of equal slots to the one with the fewest requests. With equal
 * delays the slots take requests in turn.
 */
final class Shares {
  private final int slots;
  private final IntToLongFunction delayNanos;
  private int[][] latest = {};
  private int latestRequests;

  /**
   * Makes the shares of batches that all have the same delays.
   *
   * @param slots at least 1
   * @param delayNanos the delay of the request of a number, in nanoseconds, at least 0
   */
  Shares(int slots, IntToLongFunction delayNanos) {
    this.slots = slots;
    this.delayNanos = delayNanos;
  }

  /**
   * Returns the numbers of each slot's requests, rising. Worked out once for batches of one size.
   *
   * @param requests at least 1
   * @return one array a slot; those without a request are empty
   */
  int[][] ofBatch(int requests) {
    if (requests != latestRequests) {
      latest = assign(requests);
      latestRequests = requests;
    }
    return latest;
  }

  private int[][] assign(int requests) {
    int[] slotOf = new int[requests];
    int[] counts = new int[slots];
    PriorityQueue<Load> loads =
        new PriorityQueue<>(
            Comparator.comparingLong(Load::nanos)
                .thenComparingInt(Load::requests)
                .thenComparingInt(Load::slot));
    for (int slot = 0; slot < slots; slot++) {
      loads.add(new Load(slot, 0, 0));
    }
    for (int number = 0; number < requests; number++) {
      Load least = loads.remove();
      slotOf[number] = least.slot;
      counts[least.slot]++;
      loads.add(least.plus(delayNanos.applyAsLong(number)));
    }
    return sorted(slotOf, counts);
  }

  private static int[][] sorted(int[] slotOf, int[] counts) {
    int[][] shares = new int[counts.length][];
    for (int slot = 0; slot < shares.length; slot++) {
      shares[slot] = new int[counts[slot]];
    }
    int[] filled = new int[counts.length];
    for (int number = 0; number < slotOf.length; number++) {
      int slot = slotOf[number];
      shares[slot][filled[slot]++] = number;
    }
    return shares;
  }

  private record Load(int slot, long nanos, int requests) {
    Load plus(long more) {
      return new Load(slot, nanos + more, requests + 1);
    }
  }
}
