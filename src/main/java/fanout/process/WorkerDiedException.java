package fanout.process;

import fanout.exchange.Outcome;
import java.util.List;

/**
 * Says that a worker process ended before it was told to: at its start, between batches or during
 * one. Its pool issues nothing more and must be closed.
 */
public final class WorkerDiedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient WorkerDeath death;
  private final transient List<Outcome> outcomes;

  WorkerDiedException(WorkerDeath death, List<Outcome> outcomes) {
    super(message(death));
    this.death = death;
    this.outcomes = outcomes;
  }

  /** Returns the worker's index in its pool, from 0. */
  public int worker() {
    return death.worker();
  }

  /** Returns the worker's process number. */
  public long pid() {
    return death.pid();
  }

  /** Returns what happened, such as {@code exited with code 3}. */
  public String how() {
    return death.how();
  }

  /** Returns the end of the worker's standard error, at most 4 KiB; empty if it wrote nothing. */
  public String stderr() {
    return death.stderr();
  }

  /**
   * Returns what became of the batch: element {@code n} is the outcome of request {@code n}.
   * Replies that had come are among them; what the dead worker had is a failure of kind {@code
   * WORKER_DIED}, and what was not issued any more one of kind {@code NOT_ISSUED}. Empty if the
   * worker died at its start.
   */
  public List<Outcome> outcomes() {
    return outcomes;
  }

  private static String message(WorkerDeath death) {
    return death.stderr().isEmpty()
        ? death.summary() + "; its standard error is empty"
        : death.summary() + "; the end of its standard error: " + death.stderr();
  }
}
