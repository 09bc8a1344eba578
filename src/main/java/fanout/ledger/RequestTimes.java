package fanout.ledger;

/**
 * The six times of every request of a batch in one array: 48 bytes a request, side by side, so that
 * a cache line is shared by three neighbours at most.
 */
final class RequestTimes {
  static final int SUBMITTED = 0;
  static final int STARTED = 1;
  static final int SENT = 2;
  static final int RECEIVED = 3;
  static final int FINISHED = 4;
  static final int GATHERED = 5;

  private static final int STRIDE = 6;

  private final long[] times;

  RequestTimes(int requests) {
    times = new long[Math.multiplyExact(requests, STRIDE)];
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
    return times[number * STRIDE + which];
  }

  /** Enters one time of a request, in nanoseconds. */
  void set(int number, int which, long nanos) {
    times[number * STRIDE + which] = nanos;
  }

  /** Enters the four times that a slot takes. */
  void place(int number, long started, long sent, long received, long finished) {
    int at = number * STRIDE;
    times[at + STARTED] = started;
    times[at + SENT] = sent;
    times[at + RECEIVED] = received;
    times[at + FINISHED] = finished;
  }

  /** Enters the same time for all requests. */
  void setAll(int which, long nanos) {
    for (int at = which; at < times.length; at += STRIDE) {
      times[at] = nanos;
    }
  }
}
