package fanout.strategy;

import fanout.exchange.Outcome;
import fanout.process.WorkerDiedException;
import java.util.List;

/** Says that a batch was stopped by the death of a worker process. */
public final class LostBatchException extends IllegalStateException {
  private final transient List<Outcome> outcomes;

  LostBatchException(WorkerDiedException death, List<Outcome> outcomes) {
    super(death.getMessage(), death);
    this.outcomes = outcomes;
  }

  /**
   * Returns what became of the batch: element {@code n} is the outcome of request {@code n}.
   * Replies that had come are among them; what the dead worker had is a failure of kind {@code
   * WORKER_DIED}, what others had not answered in time one of kind {@code TIMEOUT}, and what was
   * not issued any more one of kind {@code NOT_ISSUED}.
   */
  public List<Outcome> outcomes() {
    return outcomes;
  }
}
