package fanout.process;

import fanout.process.Frame.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes used like threads: tasks are submitted and come back as futures, or are mapped
 * over many arguments; bounded queues connect the parent and all workers.
 *
 * <p>A task that throws fails by itself, with a {@link TaskFailedException}. A worker that dies
 * breaks the pool: the tasks it had and those that no worker had yet fail with a {@link
 * WorkerDiedException}, as each later submission does. Its queues are closed, so that nobody waits
 * for what the dead one was to put or take. With {@link OnWorkerDeath#REPLACE} only the tasks that
 * it had fail. Nothing is repeated.
 *
 * <p>Safe for use by many threads; an interrupt of one does no harm to any worker.
 */
public final class ProcessPool implements AutoCloseable {
  /** The time limit for completing answered futures when the pool is closed. */
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(1);

  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final Workers workers;
  private final Executor callbacks;
  private final AtomicInteger unsettled = new AtomicInteger();

  /** The consequence of a worker's death for its pool. */
  public enum OnWorkerDeath {
    /** The pool is broken. */
    BREAK,
    /**
     * Another worker takes its place. One that dies before it is ready breaks the pool all the
     * same.
     */
    REPLACE
  }

  ProcessPool(Workers workers, Executor callbacks) {
    this.workers = workers;
    this.callbacks = callbacks;
  }

  /**
   * Starts workers that are reached by {@link ChannelSpec#DEFAULT}.
   *
   * @param workers how many, at least 1
   * @throws IllegalArgumentException if {@code workers} is below 1
   * @throws IllegalArgumentException if the machine cannot hold so many
   * @throws WorkerDiedException if a worker dies or is not ready in time; no process is left
   * @throws InterruptedException if interrupted while waiting; no process is left
   */
  public static ProcessPool open(int workers) throws InterruptedException {
    return builder(workers).open();
  }

  /**
   * Returns what a pool can be made with.
   *
   * @param workers how many, at least 1
   * @throws IllegalArgumentException if {@code workers} is below 1
   */
  public static PoolBuilder builder(int workers) {
    return new PoolBuilder(workers);
  }

  /**
   * Submits a task for one argument.
   *
   * @return completes with the result, or with a {@link TaskFailedException} or {@link
   *     WorkerDiedException}, on the pool's executor for callbacks. Cancelling it before a worker
   *     has the task takes it away; a task that a worker has runs to its end
   * @throws IllegalArgumentException if no worker could find or instantiate the class
   * @throws EncodingException if the argument cannot be encoded or is longer than a frame
   * @throws RejectedExecutionException if the pool was shut down
   * @throws WorkerDiedException if the death of a worker has broken the pool
   */
  public <A, R> CompletableFuture<R> submit(Class<? extends Task<A, R>> task, A argument) {
    return submit(task, argument, null);
  }

  /**
   * Submits a task that may take so long and no longer, counted from when its worker has nothing
   * before it: then it fails with a {@link TaskTimeoutException}, and its worker is killed and
   * replaced. No other task fails, since a worker that has it has no other.
   *
   * @param limit above 0; {@code null} for none
   */
  public <A, R> CompletableFuture<R> submit(
      Class<? extends Task<A, R>> task, A argument, @Nullable Duration limit) {
    TaskType<A, R> type = TaskType.of(task);
    Call call = type.call(List.of(argument), false);
    TaskFuture<R> future =
        new TaskFuture<>(
            type, call, requirePositive(limit), workers.dispatcher(), callbacks, unsettled);
    workers.add(future.job(), limit);
    return future;
  }

  /**
   * Runs a task for each of many arguments and waits for all results.
   *
   * @param chunk how many arguments a worker gets at a time, at least 1
   * @return the results in the order of the arguments
   * @throws IllegalArgumentException if {@code chunk} is below 1
   * @throws TaskFailedException if the task fails for an argument; what no worker has yet is not
   *     done any more
   * @throws InterruptedException if interrupted; what no worker has yet is not done any more
   */
  public <A, R> List<R> map(Class<? extends Task<A, R>> task, List<A> arguments, int chunk)
      throws InterruptedException {
    return map(task, arguments, chunk, null);
  }

  /**
   * Runs a task for each of many arguments as {@link #map(Class, List, int)} does.
   *
   * @param limit how long a worker may take for one chunk, above 0; {@code null} for ever
   * @throws TaskTimeoutException if one takes longer; its worker is killed and replaced
   */
  public <A, R> List<R> map(
      Class<? extends Task<A, R>> task, List<A> arguments, int chunk, @Nullable Duration limit)
      throws InterruptedException {
    MapBatch<A, R> batch =
        MapBatch.of(
            TaskType.of(task), arguments, chunk, requirePositive(limit), workers.dispatcher());
    workers.add(batch, limit);
    return batch.all();
  }

  /**
   * Runs a task for all arguments of a feed, and waits until all results were taken.
   *
   * @param limit how long a worker may take for one argument, above 0; {@code null} for ever
   * @throws TaskFailedException if the task fails for an argument; no more arguments are made
   * @throws WorkerDiedException if a worker dies; other workers then have 2 s for what they are at
   * @throws InterruptedException if interrupted; no more arguments are made
   */
  public <A, R> void run(
      Class<? extends Task<A, R>> task, Feed<A, R> feed, @Nullable Duration limit)
      throws InterruptedException {
    FeedBatch<A, R> batch =
        new FeedBatch<>(
            TaskType.of(task), feed, workers.count(), requirePositive(limit), workers.dispatcher());
    workers.add(batch, limit);
    batch.await();
  }

  /**
   * Makes a queue that tasks find by its name. It is closed with the pool, and when a worker's
   * death breaks the pool.
   *
   * @param capacity the most elements in it, at least 1
   * @throws IllegalArgumentException if there is one of the name, or the capacity is below 1
   */
  public <T> ParentQueue<T> queue(String name, Codec<T> codec, int capacity) {
    return new ParentQueue<>(
        name, codec, workers.queues().make(name, capacity), workers.dispatcher()::abandonment);
  }

  /** Returns the workers' process numbers, by index. */
  public List<Long> pids() {
    return started().stream().map(StartedWorker::pid).toList();
  }

  /** Returns the workers' processes and when they were started, by index. */
  public List<StartedWorker> started() {
    return workers.started();
  }

  /** Takes no more tasks; those that were submitted will be done. */
  public void shutdown() {
    workers.dispatcher().close(new RejectedExecutionException("the process pool was shut down"));
  }

  /**
   * Shuts down, waits until all tasks are done and ends the workers. No process, thread or file is
   * left. Where all tasks that are left wait for queues, they are refused what they wait for. If
   * the caller is interrupted, kills instead, and restores the interrupt.
   */
  @Override
  public void close() {
    shutdown();
    try {
      workers.dispatcher().awaitAll(workers::allWaitForQueues);
      workers.queues().close();
      workers.dispatcher().awaitAll(() -> false);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      return;
    }
    workers.close();
    awaitSettled();
  }

  /**
   * Kills all workers at once. Tasks that a worker has fail with a {@link WorkerDiedException},
   * others with a {@link CancellationException}.
   */
  public void kill() {
    shutdown();
    workers.dispatcher().abandon(new CancellationException("the process pool was killed"));
    workers.kill(); // first, or a task that waits for a queue would fail by the refusal
    workers.queues().close();
    workers.close();
    awaitSettled();
  }

  /** Whoever closes a pool finds all futures completed, unless a callback takes longer. */
  private void awaitSettled() {
    long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
    while (unsettled.get() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static @Nullable Duration requirePositive(@Nullable Duration limit) {
    if (limit != null && (limit.isZero() || limit.isNegative())) {
      throw new IllegalArgumentException("limit must be > 0, was " + limit);
    }
    return limit;
  }
}
