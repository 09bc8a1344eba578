package fanout.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of a pool's workers: they are told to end, waited for, and then made to. An interrupt
 * does not stop it half-way: it forgoes the waiting, and is restored afterwards.
 */
final class WorkersEnd {
  /** The time limit for the end of processes that were killed, and of what served them, in all. */
  private static final Duration KILLED_LIMIT = Duration.ofSeconds(5);

  private final List<Worker> workers;
  private boolean interrupted;
  private @Nullable IOException failure;

  WorkersEnd(List<Worker> workers) {
    this.workers = workers;
  }

  /**
   * Ends them.
   *
   * @param limit how long they have, together, to end by themselves
   * @throws UncheckedIOException if a channel could not be closed; everything else was done
   */
  void await(Duration limit) {
    interrupted = Thread.interrupted();
    long ended = System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit);
    eachOf(Worker::closeSending);
    eachOf(worker -> awaitUnlessInterrupted(worker, ended));
    workers.forEach(worker -> worker.process().child().kill());
    long joined = System.nanoTime() + KILLED_LIMIT.toNanos();
    eachOf(worker -> worker.closeAndJoin(joined));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new UncheckedIOException("a worker's channel could not be closed", failure);
    }
  }

  /** Returns how long it is until a time of {@link System#nanoTime}, at least 0. */
  static Duration until(long nanoTime) {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  private void awaitUnlessInterrupted(Worker worker, long ended) throws InterruptedException {
    if (!interrupted) {
      worker.process().child().awaitExit(until(ended));
    }
  }

  private void eachOf(Step step) {
    for (Worker worker : workers) {
      try {
        step.of(worker);
      } catch (IOException e) {
        failure = e;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /** Something done to each worker, whatever becomes of the others. */
  private interface Step {
    void of(Worker worker) throws IOException, InterruptedException;
  }
}
