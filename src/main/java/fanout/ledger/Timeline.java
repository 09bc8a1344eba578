package fanout.ledger;

import java.util.function.IntFunction;

/**
 * The six times of every request of one batch, on the clock of {@link System#nanoTime()}:
 * <i>submitted</i>, <i>started</i> (its slot has it), <i>sent</i>, <i>received</i> (just around the
 * exchange), <i>finished</i> (its slot is done with it) and <i>gathered</i> (the caller holds the
 * reply); and the batch's own start and end.
 *
 * <p>Made once and used for batch after batch: recording allocates nothing. Each request has 64
 * bytes of its own, so that at most two neighbours share a cache line. Different requests may be
 * recorded by different threads; whoever reads the times must have been handed the replies by those
 * threads, which also publishes their times.
 *
 * <p>A timeline that is {@linkplain #off off} reads no clock and keeps nothing: the control that
 * shows what recording itself costs.
 */
public final class Timeline {
  /** Eight longs are as long as a cache line; six of them are used. */
  private static final int STRIDE = 8;

  private static final int SUBMITTED = 0;
  private static final int STARTED = 1;
  private static final int SENT = 2;
  private static final int RECEIVED = 3;
  private static final int FINISHED = 4;
  private static final int GATHERED = 5;

  private final int requests;
  private final boolean recording;
  private final long[] times;
  private long began;
  private long ended;
  private Injection injection = Injection.NONE;

  private Timeline(int requests, boolean recording) {
    if (requests < 1) {
      throw new IllegalArgumentException("requests must be > 0, was " + requests);
    }
    this.requests = requests;
    this.recording = recording;
    this.times = recording ? new long[Math.multiplyExact(requests, STRIDE)] : new long[0];
  }

  /**
   * Returns a timeline that records.
   *
   * @param requests the requests of a batch, at least 1
   * @throws IllegalArgumentException if {@code requests} is below 1
   */
  public static Timeline recording(int requests) {
    return new Timeline(requests, true);
  }

  /**
   * Returns a timeline that records nothing.
   *
   * @param requests the requests of a batch, at least 1
   * @throws IllegalArgumentException if {@code requests} is below 1
   */
  public static Timeline off(int requests) {
    return new Timeline(requests, false);
  }

  /** Returns the requests of a batch, numbered from 0, at least 1. */
  public int requests() {
    return requests;
  }

  /** Tells whether times are kept. */
  public boolean isRecording() {
    return recording;
  }

  /**
   * Adds known coordination to every batch from now on, until something else is injected; a
   * timeline that is off adds it too. To be called between batches.
   *
   * @param injected what to add, and where; {@link Injection#NONE} for nothing
   */
  public void inject(Injection injected) {
    injection = injected;
  }

  /** Returns what is added to every batch; {@link Injection#NONE} if nothing is. */
  public Injection injection() {
    return injection;
  }

  /** Marks the batch's start. */
  public void begin() {
    injection.begin();
    if (recording) {
      began = System.nanoTime();
    }
  }

  /** Marks the batch's end: every reply is validated and in the caller's hands. */
  public void end() {
    injection.gather(requests);
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
      times[number * STRIDE + SUBMITTED] = System.nanoTime();
    }
  }

  /** Marks that the caller has passed all requests on in one act: one clock reading for all. */
  public void submittedAll() {
    markAll(SUBMITTED);
  }

  /**
   * Runs one request in the slot that has it, and marks when it was started, sent, received and
   * finished.
   *
   * <p>A clock reading serves two times that nothing lies between: started is sent unless something
   * is injected there, and received is finished. So the in-task line of a strategy that does
   * nothing in its slot but issue the request is 0, and not what reading the clock costs.
   *
   * @param number the request's number, from 0 to {@code requests() - 1}
   * @param request issues the request of the given number; what it returns is returned
   */
  public <T> T issue(int number, IntFunction<T> request) {
    injection.beforeStart();
    if (!recording) {
      injection.inTask();
      return request.apply(number);
    }
    int at = number * STRIDE;
    long started = System.nanoTime();
    times[at + STARTED] = started;
    times[at + SENT] = injection.inTask() ? System.nanoTime() : started;
    T outcome = request.apply(number);
    long received = System.nanoTime();
    times[at + RECEIVED] = received;
    times[at + FINISHED] = received;
    return outcome;
  }

  /**
   * Begins a request in the slot that has it, for one that ends on another thread: see {@link
   * #place}.
   *
   * @return when it was started, in nanoseconds; 0 if no times are kept
   */
  public long start() {
    injection.beforeStart();
    return recording ? System.nanoTime() : 0;
  }

  /**
   * Does what lies between started and sent, as {@link #issue} does.
   *
   * @param started what {@link #start} returned
   * @return when the request is sent, in nanoseconds; the same time where nothing lies between
   */
  public long send(long started) {
    return injection.inTask() && recording ? System.nanoTime() : started;
  }

  /**
   * Enters the times that the far side of a process boundary took, already on this side's clock.
   *
   * @param number the request's number, from 0 to {@code requests() - 1}
   */
  public void place(int number, long started, long sent, long received, long finished) {
    if (recording) {
      int at = number * STRIDE;
      times[at + STARTED] = started;
      times[at + SENT] = sent;
      times[at + RECEIVED] = received;
      times[at + FINISHED] = finished;
    }
  }

  /**
   * Marks that the caller holds a request's reply.
   *
   * @param number the request's number, from 0 to {@code requests() - 1}
   */
  public void gathered(int number) {
    if (recording) {
      times[number * STRIDE + GATHERED] = System.nanoTime();
    }
  }

  /** Marks that the caller holds all replies at once: one clock reading for all. */
  public void gatheredAll() {
    markAll(GATHERED);
  }

  /** Enters the batch's start and end, for a batch whose times were taken elsewhere. */
  void span(long batchBegan, long batchEnded) {
    began = batchBegan;
    ended = batchEnded;
  }

  /** Enters when a request was submitted and gathered, for times taken elsewhere. */
  void hold(int number, long submitted, long gathered) {
    times[number * STRIDE + SUBMITTED] = submitted;
    times[number * STRIDE + GATHERED] = gathered;
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
    return times[number * STRIDE + SUBMITTED];
  }

  /** Returns when the request's slot had it, in nanoseconds. */
  public long startedAt(int number) {
    return times[number * STRIDE + STARTED];
  }

  /** Returns the time just before the exchange, in nanoseconds. */
  public long sentAt(int number) {
    return times[number * STRIDE + SENT];
  }

  /** Returns the time just after the exchange, in nanoseconds. */
  public long receivedAt(int number) {
    return times[number * STRIDE + RECEIVED];
  }

  /** Returns when the request's slot was done with it, in nanoseconds. */
  public long finishedAt(int number) {
    return times[number * STRIDE + FINISHED];
  }

  /** Returns when the caller held the reply, in nanoseconds. */
  public long gatheredAt(int number) {
    return times[number * STRIDE + GATHERED];
  }

  private void markAll(int which) {
    if (recording) {
      long now = System.nanoTime();
      for (int at = which; at < times.length; at += STRIDE) {
        times[at] = now;
      }
    }
  }
}
