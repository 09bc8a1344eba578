package fanout.ledger;

/**
 * The k smallest of a stream of times, in any order. For the k largest, offer negatives.
 *
 * <p>A heap with its largest on top, 8 k bytes. Once it is full, a time that does not belong to it
 * costs one read of a volatile. Safe for use by many threads.
 */
final class SmallestTimes {
  private final long[] heap;
  private int size;

  /** The largest of a full heap: what is not below it is turned away without the lock. */
  private volatile long bound = Long.MAX_VALUE;

  SmallestTimes(int capacity) {
    heap = new long[capacity];
  }

  synchronized void clear() {
    size = 0;
    bound = Long.MAX_VALUE;
  }

  /** Takes a time in, if it is among the k smallest so far. */
  void offer(long nanos) {
    if (nanos < bound) {
      insert(nanos);
    }
  }

  synchronized long sum() {
    long sum = 0;
    for (int at = 0; at < size; at++) {
      sum += heap[at];
    }
    return sum;
  }

  /** Returns the sum, with negative times taken as 0. */
  synchronized long sumOfPositive() {
    long sum = 0;
    for (int at = 0; at < size; at++) {
      sum += Math.max(0, heap[at]);
    }
    return sum;
  }

  synchronized long smallest() {
    long smallest = Long.MAX_VALUE;
    for (int at = 0; at < size; at++) {
      smallest = Math.min(smallest, heap[at]);
    }
    return smallest;
  }

  private synchronized void insert(long nanos) {
    if (size < heap.length) {
      heap[size] = nanos;
      rise(size);
      size++;
    } else if (nanos < heap[0]) {
      heap[0] = nanos;
      sink();
    }
    if (size == heap.length) {
      bound = heap[0];
    }
  }

  private void rise(int from) {
    int at = from;
    while (at > 0 && heap[(at - 1) / 2] < heap[at]) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  private void sink() {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1] > heap[child]) {
        child++;
      }
      if (child >= size || heap[child] <= heap[at]) {
        return;
      }
      swap(at, child);
      at = child;
    }
  }

  private void swap(int one, int other) {
    long held = heap[one];
    heap[one] = heap[other];
    heap[other] = held;
  }
}
