package fanout.process;

import org.jspecify.annotations.Nullable;

/**
 * Orders that are made one at a time, each when a worker is free for it: a task that was submitted,
 * or a batch. Its state is guarded by the {@link Dispatcher}.
 */
abstract class Job {
  /** The orders that no worker has yet. */
  private int left;

  private int inFlight;

  Job(int left) {
    this.left = left;
  }

  /**
   * Makes the next order.
   *
   * @param worker the index of the worker that will have it
   * @return {@code null} if there is none for this worker
   */
  abstract @Nullable Order next(int worker);

  /** Returns the bytes of the next order if they are known, otherwise 0. */
  int nextBytes() {
    return 0;
  }

  /**
   * Takes the news that no more of its orders are made, outside of the dispatcher's lock.
   *
   * @param why why not
   */
  abstract void abandoned(RuntimeException why);

  /** Takes the news that no order is left and none in flight, outside of the dispatcher's lock. */
  void ended() {}

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
