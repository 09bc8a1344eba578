package fanout.process;

/**
 * Says that a worker process ended before it was told to: at its start, between tasks or during
 * one. Unless its pool replaces workers it does nothing more and must be closed.
 */
public final class WorkerDiedException extends RuntimeException {
  private final transient WorkerDeath death;

  WorkerDiedException(WorkerDeath death) {
    super(message(death));
    this.death = death;
  }

  /** Names the worker and says what happened to it, in one line. */
  public String summary() {
    return death.summary();
  }

  /** Returns the end of the worker's standard error, at most 4 KiB; empty if it wrote nothing. */
  public String stderr() {
    return death.stderr();
  }

  private static String message(WorkerDeath death) {
    return death.stderr().isEmpty()
        ? death.summary() + "; its standard error is empty"
        : death.summary() + "; the end of its standard error: " + death.stderr();
  }
}
