package fanout.worker;

import fanout.ledger.Timeline;
import java.util.Arrays;

/**
 * The four times of each request of one chunk that its slot takes: started, sent, received,
 * finished. Used again for chunk after chunk, so that timing allocates nothing.
 */
final class ChunkTimes {
  private static final int STARTED = 0;
  private static final int SENT = 1;
  private static final int RECEIVED = 2;
  private static final int FINISHED = 3;

  /** The times kept for each request. */
  static final int PER_REQUEST = 4;

  private long[] times = new long[PER_REQUEST];
  private int count;

  /** Makes room for the times of so many requests; what was there is lost. */
  void resize(int requests) {
    count = requests;
    if (times.length < requests * PER_REQUEST) {
      times = new long[requests * PER_REQUEST];
    }
  }

  /** Returns the number of requests. */
  int count() {
    return count;
  }

  /** Returns one time: request {@code index / 4} of the chunk, its {@code index % 4}th time. */
  long get(int index) {
    return times[index];
  }

  /** Sets one time; the index is as for {@link #get}. */
  void set(int index, long nanos) {
    times[index] = nanos;
  }

  /** Takes the times of a timeline's first {@code requests} requests. */
  void takeFrom(Timeline timeline, int requests) {
    resize(requests);
    for (int position = 0; position < requests; position++) {
      int at = position * PER_REQUEST;
      times[at + STARTED] = timeline.startedAt(position);
      times[at + SENT] = timeline.sentAt(position);
      times[at + RECEIVED] = timeline.receivedAt(position);
      times[at + FINISHED] = timeline.finishedAt(position);
    }
  }

  /**
   * Enters all times into the batch's timeline.
   *
   * @param first the number of the chunk's first request
   * @param shiftNanos what to add to come from the worker's clock to this process's
   */
  void placeIn(Timeline timeline, int first, long shiftNanos) {
    for (int position = 0; position < count; position++) {
      int at = position * PER_REQUEST;
      timeline.place(
          first + position,
          times[at + STARTED] + shiftNanos,
          times[at + SENT] + shiftNanos,
          times[at + RECEIVED] + shiftNanos,
          times[at + FINISHED] + shiftNanos);
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(times, count * PER_REQUEST));
  }
}
