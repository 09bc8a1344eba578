package fanout.process;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Processes as a simple program uses them: start some, let them do the work, join them. Each issues
 * first the request that bears its own index, as soon as it is ready and whether or not the others
 * are; further ones go, one at a time, to whoever is free.
 *
 * @param beganNanos before the first process was started
 * @param joinedNanos when the last had ended, and the threads that served them too
 * @param workers the course of each worker, by index
 * @param repliedNanos for each request when its outcome was in the caller's process
 * @param outcomes for each request what became of it
 */
public record ColdBatch(
    long beganNanos,
    long joinedNanos,
    List<ColdCourse> workers,
    List<Long> repliedNanos,
    List<Outcome> outcomes) {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(5);

  /**
   * Starts workers, issues requests, and ends the workers.
   *
   * @param workers how many, at least 1
   * @param requests how many, at least as many as workers
   * @param start what is done for their early start
   * @param cache the ahead-of-time cache, if they start with one
   * @throws IllegalArgumentException if a number is out of its range
   * @throws WorkerDiedException if a worker dies, or not all is done within 2 minutes; no process
   *     is left
   * @throws UncheckedIOException if a process cannot be started; none is left
   * @throws InterruptedException if interrupted; no process is left
   */
  public static ColdBatch issue(
      int workers,
      int requests,
      ExchangeSpec exchange,
      Target target,
      WorkerStart start,
      Optional<Path> cache)
      throws InterruptedException {
    return issue(workers, requests, WorkerCommand.of(exchange, target, start, cache));
  }

  static ColdBatch issue(int workers, int requests, WorkerCommand command)
      throws InterruptedException {
    if (workers < 1 || requests < workers) {
      throw new IllegalArgumentException(
          "workers must be from 1 to the number of requests, was "
              + workers
              + " with "
              + requests
              + " requests");
    }
    Run run = new Run(workers, requests);
    try {
      return run.start(command);
    } finally {
      run.end();
    }
  }

  /** What the workers of one batch share. */
  static final class Run {
    private final AtomicInteger cursor;
    private final @Nullable Outcome[] outcomes;
    private final Long[] repliedNanos;
    private final int count;
    private final List<ColdWorker> workers = new ArrayList<>();
    private final CompletableFuture<WorkerDeath> anyDeath = new CompletableFuture<>();

    Run(int workers, int requests) {
      count = workers;
      cursor = new AtomicInteger(workers);
      outcomes = new Outcome[requests];
      repliedNanos = new Long[requests];
    }

    /** Returns how many workers there are, or will be. */
    int workers() {
      return count;
    }

    /** Returns the next request's number, or a negative one if there is none. */
    int claim() {
      int number = cursor.getAndIncrement();
      return number < outcomes.length ? number : -1;
    }

    /** Takes in the outcome of one request. */
    void store(Outcome outcome, int number, long nanos) {
      outcomes[number] = outcome;
      repliedNanos[number] = nanos;
    }

    /** Reports a death: the batch is lost. */
    void died(WorkerDeath death) {
      anyDeath.complete(death);
    }

    private ColdBatch start(WorkerCommand command) throws InterruptedException {
      long began = System.nanoTime();
      long deadline = began + LIMIT.toNanos();
      try {
        for (int index = 0; index < count; index++) {
          workers.add(ColdWorker.start(index, command, this));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("a worker process could not be started", e);
      }
      for (ColdWorker worker : workers) {
        worker.awaitEnd(anyDeath, deadline);
      }
      WorkerDeath death = anyDeath.getNow(null);
      if (death != null) {
        throw lost(death);
      }
      long joined = System.nanoTime();
      return new ColdBatch(
          began,
          joined,
          workers.stream().map(ColdWorker::course).toList(),
          List.of(repliedNanos),
          List.of(outcomes));
    }

    private WorkerDiedException lost(WorkerDeath death) throws InterruptedException {
      end();
      Outcome[] all = Arrays.copyOf(outcomes, outcomes.length);
      for (ColdWorker worker : workers) {
        int number = worker.current();
        if (number >= 0 && all[number] == null) {
          all[number] = new Failure(number, Failure.Kind.WORKER_DIED, death.summary());
        }
      }
      for (int number = 0; number < all.length; number++) {
        if (all[number] == null) {
          all[number] = new Failure(number, Failure.Kind.NOT_ISSUED, death.summary());
        }
      }
      return new WorkerDiedException(death, List.of(all));
    }

    /** Whatever still runs is killed. */
    private void end() throws InterruptedException {
      workers.forEach(ColdWorker::kill);
      for (ColdWorker worker : workers) {
        worker.join(JOIN_LIMIT);
      }
    }
  }
}
