package fanout.ledger;

import java.util.Arrays;

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

  /**
   * Returns the requests of a batch, if there are any.
   *
   * @throws IllegalArgumentException if there are none
   */
  static int requirePositive(int requests) {
    if (requests < 1) {
      throw new IllegalArgumentException("requests must be > 0, was " + requests);
    }
    return requests;
  }

  /** Returns one time of a request, in nanoseconds. */
  long get(int number, int which) {
    return switch (which) {
      case SUBMITTED -> caller[number * OF_CALLER];
      case GATHERED -> caller[number * OF_CALLER + 1];
      default -> slot[number * OF_SLOT + which - STARTED];
    };
  }

  /** Enters when the caller passed a request on, in nanoseconds. */
  void submitted(int number, long nanos) {
    caller[number * OF_CALLER] = nanos;
  }

  /** Enters when the caller held a request's reply, in nanoseconds. */
  void gathered(int number, long nanos) {
    caller[number * OF_CALLER + 1] = nanos;
  }

  /** Returns the four times that slots took of the first requests, request after request. */
  long[] ofSlots(int count) {
    return Arrays.copyOf(slot, count * OF_SLOT);
  }

  /** Enters the four times that a slot takes. */
  void place(int number, long started, long sent, long received, long finished) {
    int at = number * OF_SLOT;
    slot[at] = started;
    slot[at + 1] = sent;
    slot[at + 2] = received;
    slot[at + 3] = finished;
  }

  /** Enters one time for all requests as submitted. */
  void submittedAll(long nanos) {
    for (int at = 0; at < caller.length; at += OF_CALLER) {
      caller[at] = nanos;
    }
  }

  /** Enters one time for all requests as gathered. */
  void gatheredAll(long nanos) {
    for (int at = 1; at < caller.length; at += OF_CALLER) {
      caller[at] = nanos;
    }
  }
}
