package fanout.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a pool: all workers are told to end, wait or not, and then made to. An interrupt does
 * not stop it half-way: it forgoes the waiting, and is restored afterwards.
 */
final class Shutdown {
  /** How long workers have, together, to end by themselves. */
  private static final Duration END_LIMIT = Duration.ofSeconds(2);

  /** How long the end of what was killed or closed may take to be seen. */
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(2);

  private final List<Lane> lanes;
  private boolean interrupted = Thread.interrupted();
  private @Nullable IOException failure;

  private Shutdown(List<Lane> lanes) {
    this.lanes = lanes;
  }

  /** Ends all workers and the threads that serve them. */
  static void of(List<Lane> lanes) {
    new Shutdown(lanes).run();
  }

  private void run() {
    lanes.forEach(lane -> attempt(lane::closeSending));
    if (!interrupted) {
      long deadline = System.nanoTime() + END_LIMIT.toNanos();
      lanes.forEach(lane -> attempt(() -> awaitExit(lane, deadline)));
    }
    lanes.forEach(lane -> lane.worker().kill());
    lanes.forEach(lane -> attempt(() -> lane.worker().awaitExit(JOIN_LIMIT)));
    lanes.forEach(lane -> attempt(() -> lane.closeAndJoin(JOIN_LIMIT)));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new UncheckedIOException("a worker's channel could not be closed", failure);
    }
  }

  private static void awaitExit(Lane lane, long deadline) throws InterruptedException {
    lane.worker().awaitExit(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  private void attempt(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }
}
