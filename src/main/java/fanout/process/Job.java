package fanout.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Orders that are made one at a time, each when a worker is free for it: a task that was submitted,
 * or a batch. Its state is guarded by the {@link Dispatcher}.
 */
abstract class Job {
  /** The key of all jobs without a time limit. */
  private static final Object UNLIMITED = new Object();

  private final @Nullable Duration limit;
  private final Object windowKey;

  /** The orders that no worker has yet. */
  private int left;

  private int inFlight;

  /**
   * Makes a job.
   *
   * @param left how many orders it has, at least 0
   * @param limit how long a worker may take for each; {@code null} for as long as it wants
   */
  Job(int left, @Nullable Duration limit) {
    this.left = left;
    this.limit = limit;
    windowKey = limit == null ? UNLIMITED : new Object();
  }

  /**
   * Makes the next order.
   *
   * @param worker the index of the worker that will have it
   * @return {@code null} if there is none for this worker
   */
  abstract @Nullable Order next(int worker);

  /**
   * Returns the bytes of the next order if they are known, otherwise 0.
   *
   * @param lastTask the class's name of the call that it will be sent behind
   */
  int nextBytes(String lastTask) {
    return 0;
  }

  /**
   * Returns how many workers have a part in it.
   *
   * @param all how many there are, at least 1
   * @return from 1 to {@code all}
   */
  int workersOf(int all) {
    return all;
  }

  /**
   * Takes the news that no more of its orders are made, outside of the dispatcher's lock.
   *
   * @param why why not
   */
  abstract void abandoned(RuntimeException why);

  /** Takes the news that no order is left and none in flight, outside of the dispatcher's lock. */
  void ended() {}

  /** Returns how long a worker may take for an order, or {@code null}. */
  final @Nullable Duration limit() {
    return limit;
  }

  /**
   * Returns a key: a worker is sent an order behind another only if their jobs have the same. A job
   * with a time limit has one of its own. So the worker that is killed for an order has no other
   * job's, and none of another job is awaited in its place.
   */
  final Object windowKey() {
    return windowKey;
  }

  final int left() {
    return left;
  }

  final void claimed() {
    left--;
    inFlight++;
  }

  /** Counts an order that a worker has no longer; tells whether it was the last of the job. */
  final boolean over() {
    inFlight--;
    return inFlight == 0 && left == 0;
  }

  /** Makes no more orders; tells whether none is in flight. */
  final boolean stop() {
    left = 0;
    return inFlight == 0;
  }
}
