package fanout.process;

import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.process.Frame.Chunk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a batch that a worker's death has stopped: those that came, and why others did
 * not.
 */
final class LostRequests {
  private final WorkerDeath death;
  private final @Nullable Outcome[] outcomes;

  private LostRequests(WorkerDeath death, @Nullable Outcome[] outcomes) {
    this.death = death;
    this.outcomes = outcomes;
  }

  /**
   * Gives each request that has no outcome the failure that tells why.
   *
   * @param death what stopped the batch
   * @param outcomes what has come, by request number; the gaps are filled
   * @param lanes those that took part
   */
  static WorkerDiedException failure(
      WorkerDeath death, @Nullable Outcome[] outcomes, List<Lane> lanes) {
    LostRequests lost = new LostRequests(death, outcomes);
    lanes.forEach(lost::addInHandsOf);
    lost.fill(0, outcomes.length, Failure.Kind.NOT_ISSUED, death.summary());
    return new WorkerDiedException(death, List.of(outcomes));
  }

  private void addInHandsOf(Lane lane) {
    WorkerDeath own = lane.death();
    Failure.Kind kind = own == null ? Failure.Kind.TIMEOUT : Failure.Kind.WORKER_DIED;
    String detail =
        own == null ? "not awaited any longer, since " + death.summary() : own.summary();
    for (Order order : lane.outstanding()) {
      if (order instanceof ChunkOrder lost) {
        Chunk chunk = lost.chunk();
        fill(chunk.first(), chunk.first() + chunk.count(), kind, detail);
      }
    }
  }

  private void fill(int from, int to, Failure.Kind kind, String detail) {
    for (int number = from; number < to; number++) {
      if (outcomes[number] == null) {
        outcomes[number] = new Failure(number, kind, detail);
      }
    }
  }
}
