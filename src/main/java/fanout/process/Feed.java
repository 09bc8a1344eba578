package fanout.process;

import org.jspecify.annotations.Nullable;

/**
 * Arguments of one task that are made one at a time, each when a worker is free for it, and their
 * results: for callers that must not have all of them in memory, or that say which worker gets
 * which.
 *
 * @param <A> the type of the arguments
 * @param <R> the type of the results
 */
public interface Feed<A, R> {
  /** Returns how many arguments there will be, at least 0. */
  int size();

  /**
   * Returns how many workers of a pool get arguments; what is left is shared among so many. Called
   * once, before the first argument is made.
   *
   * @param all how many the pool has, at least 1
   * @return from 1 to {@code all}
   */
  default int workersOf(int all) {
    return all;
  }

  /**
   * Makes the next argument. Called by one thread at a time, under a lock: it must be quick.
   *
   * @param worker the index of the worker that will get it
   * @return {@code null} if there is none for this worker
   */
  @Nullable A next(int worker);

  /** Takes a result, on the thread that serves the worker; several may come at once. */
  void take(A argument, R result);

  /** Takes the news that the worker that had this argument has died, which ends the run. */
  default void lost(A argument, WorkerDiedException why) {}
}
