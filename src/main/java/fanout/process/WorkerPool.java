package fanout.process;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Outcome;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes that issue batches of requests, started beforehand and fed through channels.
 *
 * <p>Each worker is one slot. In the parent one platform thread serves each worker, since a
 * blocking read of a pipe would pin a virtual thread's carrier. These threads wait in a read all
 * the time, and the caller writes every worker's first chunk itself; so a batch wakes no thread of
 * the parent to begin with, a chunk wakes its worker and then the thread that takes its results and
 * writes the worker's next chunk, and the caller is woken once, by the last thread that finds no
 * chunk left.
 *
 * <p>A worker that a signal has stopped is killed after some 3 s, and one that is at a chunk for
 * more than 2 minutes a request too; so no batch hangs on one. Nothing is repeated and no worker is
 * replaced: when one dies the batch ends with a {@link WorkerDiedException}, and so does each later
 * one. Used by one caller at a time.
 */
public final class WorkerPool implements AutoCloseable {
  /** The most requests that a worker gets at a time. */
  public static final int MAX_CHUNK = FrameCodec.MAX_REQUESTS;

  private final TaskBoard tasks;
  private final AtomicInteger nextLane = new AtomicInteger();
  private final List<Lane> lanes = new ArrayList<>();
  private final CompletableFuture<WorkerDeath> anyDeath = new CompletableFuture<>();
  private @Nullable StallWatch watch;
  private boolean interrupted;
  private boolean closed;

  private WorkerPool(int workers) {
    tasks = new TaskBoard(workers);
  }

  /**
   * Starts workers, all at once, and waits until each is ready for its first chunk.
   *
   * @param workers how many, at least 1
   * @param exchange the exchange that each opens for itself
   * @param target where requests go
   * @throws IllegalArgumentException if {@code workers} is below 1
   * @throws TooManyWorkersException if the machine cannot hold so many
   * @throws WorkerDiedException if a worker dies or is not ready in time; no process is left
   * @throws InterruptedException if interrupted while waiting; no process is left
   */
  public static WorkerPool open(int workers, ExchangeSpec exchange, Target target)
      throws InterruptedException {
    return open(workers, exchange, target, ChannelSpec.DEFAULT);
  }

  /**
   * Starts workers as {@link #open(int, ExchangeSpec, Target)} does.
   *
   * @param channels how they are reached
   */
  public static WorkerPool open(
      int workers, ExchangeSpec exchange, Target target, ChannelSpec channels)
      throws InterruptedException {
    return open(workers, WorkerCommand.of(exchange, target), channels);
  }

  static WorkerPool open(int workers, WorkerCommand command) throws InterruptedException {
    return open(workers, command, ChannelSpec.DEFAULT);
  }

  static WorkerPool open(int workers, WorkerCommand command, ChannelSpec channels)
      throws InterruptedException {
    return open(workers, command, channels, StallWatch.Limits.DEFAULT);
  }

  static WorkerPool open(
      int workers, WorkerCommand command, ChannelSpec channels, StallWatch.Limits limits)
      throws InterruptedException {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be > 0, was " + workers);
    }
    WorkerNeeds.requireFor(workers);
    WorkerPool pool = new WorkerPool(workers);
    PoolStart start = new PoolStart(pool.lanes, pool.anyDeath);
    boolean ready = false;
    try {
      start.start(workers, command, channels, pool.tasks);
      pool.watch = StallWatch.start(pool.lanes, limits);
      start.awaitReady();
      ready = true;
      return pool;
    } catch (IOException e) {
      throw new UncheckedIOException("a worker process could not be started", e);
    } finally {
      if (!ready) {
        pool.close();
      }
    }
  }

  /**
   * Issues requests {@code 0} to {@code timeline.requests() - 1} and waits for all outcomes.
   *
   * @param timeline takes the batch's start and end and the six times of each request
   * @param chunkSize how many requests a worker gets at a time, from 1 to 16384
   * @return element {@code n} is the outcome of request {@code n}
   * @throws IllegalArgumentException if {@code chunkSize} is out of range
   * @throws IllegalStateException if the pool is closed or its last batch was interrupted
   * @throws WorkerDiedException if a worker has died, or dies with requests in its hands
   * @throws InterruptedException if interrupted; the pool must then be closed
   */
  public Outcome[] issue(Timeline timeline, int chunkSize) throws InterruptedException {
    return issue(timeline, chunkSize, lanes.size());
  }

  /**
   * Issues requests as {@link #issue(Timeline, int)} does, with some of the workers.
   *
   * @param workers how many, from 1 to those there are
   */
  public Outcome[] issue(Timeline timeline, int chunkSize, int workers)
      throws InterruptedException {
    if (chunkSize < 1 || chunkSize > FrameCodec.MAX_REQUESTS) {
      throw new IllegalArgumentException(
          "chunk size must be from 1 to " + FrameCodec.MAX_REQUESTS + ", was " + chunkSize);
    }
    refuseUnlessUsable(timeline.requests());
    timeline.begin();
    timeline.submittedAll();
    Dispatch batch = new Dispatch(timeline, chunkSize, workers);
    WorkerDeath death = run(batch, lanes.subList(0, workers));
    timeline.gatheredAll();
    timeline.end();
    if (death != null) {
      throw LostRequests.failure(death, batch.outcomes().clone(), lanes);
    }
    return batch.outcomes();
  }

  /**
   * Checks that this machine can hold so many workers at this moment, by the file descriptors,
   * memory and threads that are left.
   *
   * @param workers at least 1
   * @throws TooManyWorkersException if it cannot; the message says what lacks
   */
  public static void requireRoom(int workers) {
    WorkerNeeds.requireFor(workers);
  }

  /** Returns the tasks that are not done. */
  TaskBoard tasks() {
    return tasks;
  }

  /**
   * Adds a task, and hands it to a worker at once if one has nothing to do, or has room.
   *
   * @throws RuntimeException if no more tasks are taken
   */
  void add(TaskOrder<?> order) {
    tasks.add(order);
    int first = Math.floorMod(nextLane.getAndIncrement(), lanes.size());
    for (boolean onlyIfClear : new boolean[] {true, false}) {
      for (int offset = 0; offset < lanes.size() && tasks.anyWaits(); offset++) {
        lanes.get((first + offset) % lanes.size()).offerTasks(onlyIfClear);
      }
    }
  }

  /** Kills all workers, and then ends as {@link #close} does. */
  void kill() {
    lanes.forEach(lane -> lane.worker().kill());
    close();
  }

  /** Counts the connections that workers had opened when they last answered. */
  public long connectionsOpened() {
    return lanes.stream().mapToLong(Lane::connectionsOpened).sum();
  }

  /** Returns what has gone through all channels so far. To be called between batches. */
  public ChannelTally tally() {
    return lanes.stream().map(Lane::tally).reduce(ChannelTally.ZERO, ChannelTally::plus);
  }

  /** Returns the workers' process numbers, by index. */
  public List<Long> pids() {
    return lanes.stream().map(lane -> lane.worker().pid()).toList();
  }

  /**
   * Ends all workers: orderly by the end of their standard input, and after 2 s by force. No
   * process and no thread is left. A second call does nothing.
   *
   * @throws UncheckedIOException if a pipe could not be closed; everything else was done
   */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (watch != null) {
        watch.close();
      }
      Shutdown.of(lanes);
    }
  }

  private void refuseUnlessUsable(int requests) {
    if (closed || interrupted) {
      throw new IllegalStateException(
          closed ? "the worker pool is closed" : "the worker pool's last batch was interrupted");
    }
    WorkerDeath death = anyDeath.getNow(null);
    if (death != null) {
      throw LostRequests.failure(death, new Outcome[requests], lanes);
    }
  }

  private @Nullable WorkerDeath run(Dispatch batch, List<Lane> taking) throws InterruptedException {
    // Unless it comes to its end, workers are still at it, and would answer the next one with it.
    interrupted = true;
    WorkerDeath death = batch.run(taking);
    interrupted = false;
    return death;
  }
}
