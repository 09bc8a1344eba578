package fanout.ledger;

import static fanout.ledger.RequestTimes.FINISHED;
import static fanout.ledger.RequestTimes.GATHERED;
import static fanout.ledger.RequestTimes.RECEIVED;
import static fanout.ledger.RequestTimes.SENT;
import static fanout.ledger.RequestTimes.STARTED;
import static fanout.ledger.RequestTimes.SUBMITTED;

import java.util.function.IntFunction;

/**
 * The six times of every request of one batch, on the clock of {@link System#nanoTime()}:
 * <i>submitted</i>, <i>started</i> (its slot has it), <i>sent</i>, <i>received</i> (just around the
 * exchange), <i>finished</i> (its slot is done with it) and <i>gathered</i> (the caller holds the
 * reply); and the batch's own start and end.
 *
 * <p>Made once and used for batch after batch: recording allocates nothing. Each request has 48
 * bytes. Different requests may be recorded by different threads; whoever reads the times must have
 * been handed the replies by those threads, which also publishes their times.
 *
 * <p>A timeline that is {@linkplain #off off} reads no clock and keeps nothing: the control that
 * shows what recording itself costs.
 */
public final class Timeline {
  /** The times of each request in {@link #slotTimes}. */
  public static final int TIMES_OF_SLOT = 4;

  private static final RequestTimes NONE = new RequestTimes(0);

  private final int requests;
  private final boolean recording;
  private final RequestTimes times;
  private long began;
  private long ended;
  private Addition addition = Addition.NONE;

  private Timeline(int requests, boolean recording, RequestTimes times) {
    this.requests = requests;
    this.recording = recording;
    this.times = times;
  }

  /**
   * Returns a timeline that records.
   *
   * @param requests the requests of a batch, at least 1
   */
  public static Timeline recording(int requests) {
    return new Timeline(requests, true, new RequestTimes(requests));
  }

  /**
   * Returns a timeline that records nothing.
   *
   * @param requests the requests of a batch, at least 1
   */
  public static Timeline off(int requests) {
    return new Timeline(requests, false, NONE);
  }

  /** Returns the requests of a batch, numbered from 0, at least 1. */
  public int requests() {
    return requests;
  }

  /** Tells whether clocks are read and times kept. */
  public boolean isRecording() {
    return recording;
  }

  /**
   * Adds known work to each request from now on. To be called between batches; a timeline that is
   * off adds it too.
   *
   * @param added what to add; {@link Addition#NONE} for nothing
   */
  public void add(Addition added) {
    addition = added;
  }

  /** Marks the batch's start. */
  public void begin() {
    if (recording) {
      began = System.nanoTime();
    }
  }

  /** Marks the batch's end: every reply is validated and in the caller's hands. */
  public void end() {
    if (recording) {
      ended = System.nanoTime();
    }
  }

  /**
   * Marks that the caller has passed a request on.
   *
   * @param number the request's number, from 0 to {@code requests() - 1}
   */
  public void submitted(int number) {
    if (recording) {
      times.submitted(number, System.nanoTime());
    }
  }

  /** Marks that the caller has passed all requests on in one act: one clock reading for all. */
  public void submittedAll() {
    if (recording) {
      times.submittedAll(System.nanoTime());
    }
  }

  /**
   * Runs one request in the slot that has it, and marks when it was started, sent, received and
   * finished.
   *
   * <p>A clock reading serves two times that nothing lies between: started is sent, and received is
   * finished. So the in-task line of a strategy that does nothing in its slot but issue the request
   * is 0, and not what reading the clock costs.
   *
   * @param number the request's number, from 0 to {@code requests() - 1}
   * @param request issues the request of the given number; what it returns is returned
   */
  public <T> T issue(int number, IntFunction<T> request) {
    addition.beforeStart();
    long started = recording ? System.nanoTime() : 0;
    addition.inExchange();
    // One call for both ways: two would be compiled apart, and differ by more than the clock costs.
    T outcome = request.apply(number);
    if (recording) {
      long received = System.nanoTime();
      times.place(number, started, started, received, received);
    }
    return outcome;
  }

  /**
   * Begins a request in the slot that has it, for one that ends on another thread: see {@link
   * #place}.
   *
   * @return when it was started, in nanoseconds; 0 if no times are kept
   */
  public long start() {
    addition.beforeStart();
    return recording ? System.nanoTime() : 0;
  }

  /**
   * Enters the times that the far side of a process boundary took, already on this side's clock.
   *
   * @param number the request's number, from 0 to {@code requests() - 1}
   */
  public void place(int number, long started, long sent, long received, long finished) {
    if (recording) {
      times.place(number, started, sent, received, finished);
    }
  }

  /**
   * Enters one request's part of what {@link #slotTimes} returned on a far side.
   *
   * @param number the request's number here
   * @param position its position there, from 0 on
   * @param shift what is added to the far side's times, in nanoseconds
   */
  public void place(int number, long[] slotTimes, int position, long shift) {
    int at = position * TIMES_OF_SLOT;
    place(
        number,
        shift + slotTimes[at],
        shift + slotTimes[at + 1],
        shift + slotTimes[at + 2],
        shift + slotTimes[at + 3]);
  }

  /** Returns started, sent, received and finished of the first requests, request after request. */
  public long[] slotTimes(int count) {
    return times.ofSlots(count);
  }

  /**
   * Marks that the caller holds a request's reply.
   *
   * @param number the request's number, from 0 to {@code requests() - 1}
   */
  public void gathered(int number) {
    if (recording) {
      times.gathered(number, System.nanoTime());
    }
  }

  /** Marks that the caller holds all replies at once: one clock reading for all. */
  public void gatheredAll() {
    if (recording) {
      times.gatheredAll(System.nanoTime());
    }
  }

  /** Checks the times of a request: see {@link RequestTimes#requireSound}. */
  void requireSound(int number) {
    times.requireSound(number, began, ended);
  }

  /** Enters the batch's start and end, for a batch whose times were taken elsewhere. */
  void span(long batchBegan, long batchEnded) {
    began = batchBegan;
    ended = batchEnded;
  }

  /** Enters when a request was submitted and gathered, for times taken elsewhere. */
  void hold(int number, long submitted, long gathered) {
    times.submitted(number, submitted);
    times.gathered(number, gathered);
  }

  /** Returns when the batch began, in nanoseconds. */
  public long began() {
    return began;
  }

  /** Returns when the batch ended, in nanoseconds. */
  public long ended() {
    return ended;
  }

  /** Returns when the caller passed the request on, in nanoseconds. */
  public long submittedAt(int number) {
    return times.get(number, SUBMITTED);
  }

  /** Returns when the request's slot had it, in nanoseconds. */
  public long startedAt(int number) {
    return times.get(number, STARTED);
  }

  /** Returns the time just before the exchange, in nanoseconds. */
  public long sentAt(int number) {
    return times.get(number, SENT);
  }

  /** Returns the time just after the exchange, in nanoseconds. */
  public long receivedAt(int number) {
    return times.get(number, RECEIVED);
  }

  /** Returns when the request's slot was done with it, in nanoseconds. */
  public long finishedAt(int number) {
    return times.get(number, FINISHED);
  }

  /** Returns when the caller held the reply, in nanoseconds. */
  public long gatheredAt(int number) {
    return times.get(number, GATHERED);
  }
}
