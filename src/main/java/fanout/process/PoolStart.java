package fanout.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The beginning of a pool: all workers are started, and awaited together. Whatever fails, those
 * that were started are in the pool's lanes, and the pool must be closed.
 *
 * @param lanes where lanes are added as their workers are started
 * @param anyDeath completed with the death of whichever worker dies first
 */
record PoolStart(List<Lane> lanes, CompletableFuture<WorkerDeath> anyDeath) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * Starts workers, all at once; does not wait for any.
   *
   * @param workers how many, at least 1
   * @param tasks what they do beside batches
   */
  void start(int workers, WorkerCommand command, ChannelSpec channels, TaskBoard tasks)
      throws IOException {
    for (int index = 0; index < workers; index++) {
      WorkerProcess worker = WorkerProcess.start(index, command, channels.kind());
      boolean served = false;
      try {
        lanes.add(new Lane(worker, channels.window(), tasks, anyDeath));
        served = true;
      } finally {
        if (!served) {
          worker.kill();
        }
      }
    }
  }

  /**
   * Waits until each worker is ready for its first chunk.
   *
   * @throws WorkerDiedException if a worker dies, or is not ready within 30 s and is killed
   */
  void awaitReady() throws InterruptedException {
    CompletableFuture<?>[] ready =
        lanes.stream().map(Lane::ready).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.anyOf(CompletableFuture.allOf(ready), anyDeath)
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker's lane failed", e);
    } catch (TimeoutException e) {
      anyDeath.complete(killOneThatIsNotReady());
    }
    WorkerDeath death = anyDeath.getNow(null);
    if (death != null) {
      throw new WorkerDiedException(death, List.of());
    }
  }

  private WorkerDeath killOneThatIsNotReady() throws InterruptedException {
    for (Lane lane : lanes) {
      if (!lane.ready().isDone()) {
        return lane.worker()
            .deathByKilling("was not ready within " + LIMIT.toSeconds() + " s, and was killed");
      }
    }
    throw new IllegalStateException("all workers became ready after the time limit");
  }
}
