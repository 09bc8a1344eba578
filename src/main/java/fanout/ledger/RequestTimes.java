package fanout.ledger;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The six times of every request of a batch: 48 bytes a request. What the caller takes (submitted
 * and gathered) is kept apart from what the request's slot takes, so that no cache line has to
 * travel between the two for the sake of recording.
 */
final class RequestTimes {
  static final int SUBMITTED = 0;
  static final int STARTED = 1;
  static final int SENT = 2;
  static final int RECEIVED = 3;
  static final int FINISHED = 4;
  static final int GATHERED = 5;

  private static final int OF_CALLER = 2;
  private static final int OF_SLOT = 4;

  private final long[] caller;
  private final long[] slot;

  RequestTimes(int requests) {
    caller = new long[Math.multiplyExact(requests, OF_CALLER)];
    slot = new long[Math.multiplyExact(requests, OF_SLOT)];
  }

  /** Returns one time of a request, in nanoseconds. */
  long get(int number, int which) {
    return switch (which) {
      case SUBMITTED -> caller[number * OF_CALLER];
      case GATHERED -> caller[number * OF_CALLER + 1];
      default -> slot[number * OF_SLOT + which - STARTED];
    };
  }

  void submitted(int number, long nanos) {
    caller[number * OF_CALLER] = nanos;
  }

  void gathered(int number, long nanos) {
    caller[number * OF_CALLER + 1] = nanos;
  }

  /** Returns the four times that slots took of the first requests, request after request. */
  long[] ofSlots(int count) {
    return Arrays.copyOf(slot, count * OF_SLOT);
  }

  void place(int number, long started, long sent, long received, long finished) {
    int at = number * OF_SLOT;
    slot[at] = started;
    slot[at + 1] = sent;
    slot[at + 2] = received;
    slot[at + 3] = finished;
  }

  void submittedAll(long nanos) {
    for (int at = 0; at < caller.length; at += OF_CALLER) {
      caller[at] = nanos;
    }
  }

  void gatheredAll(long nanos) {
    for (int at = 1; at < caller.length; at += OF_CALLER) {
      caller[at] = nanos;
    }
  }

  /**
   * Checks that each time of a request is at or after the one before it, and that the request was
   * recorded in this batch: reused times are those of the last batch, new ones are zeros.
   *
   * <p>Times are compared by difference, as the origin of {@link System#nanoTime()} is arbitrary.
   *
   * @throws IllegalStateException if not; it names the request and its times
   */
  void requireSound(int number, long began, long ended) {
    for (int which = STARTED; which <= GATHERED; which++) {
      if (get(number, which) - get(number, which - 1) < 0) {
        throw new IllegalStateException(
            "the clock goes backwards in request %d, or a time is missing: %s"
                .formatted(number, text(number)));
      }
    }
    if (get(number, GATHERED) - began < 0 || get(number, SUBMITTED) - ended > 0) {
      throw new IllegalStateException(
          "request %d was not recorded in this batch of %d to %d ns: %s"
              .formatted(number, began, ended, text(number)));
    }
  }

  private String text(int number) {
    return "submitted %d, started %d, sent %d, received %d, finished %d, gathered %d ns"
        .formatted(
            IntStream.rangeClosed(SUBMITTED, GATHERED).mapToObj(w -> get(number, w)).toArray());
  }
}
