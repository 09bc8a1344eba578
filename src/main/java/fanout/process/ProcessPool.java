package fanout.process;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.ObjIntConsumer;

/**
 * Worker processes used like threads: tasks are submitted and come back as futures, or are mapped
 * over many arguments; bounded queues connect the parent and all workers.
 *
 * <p>A task that throws fails by itself, with a {@link TaskFailedException}. A worker that dies
 * breaks the pool: the tasks it had and those that no worker had yet fail with a {@link
 * WorkerDiedException}, as each later submission does. Nothing is repeated.
 *
 * <p>Safe for use by many threads.
 */
public final class ProcessPool implements AutoCloseable {
  private final WorkerPool pool;

  private ProcessPool(WorkerPool pool) {
    this.pool = pool;
  }

  /**
   * Starts workers that are reached by {@link ChannelSpec#DEFAULT}.
   *
   * @param workers how many, at least 1
   * @throws IllegalArgumentException if {@code workers} is below 1
   * @throws TooManyWorkersException if the machine cannot hold so many
   * @throws WorkerDiedException if a worker dies or is not ready in time; no process is left
   * @throws InterruptedException if interrupted while waiting; no process is left
   */
  public static ProcessPool open(int workers) throws InterruptedException {
    return open(workers, ChannelSpec.DEFAULT);
  }

  /**
   * Starts workers as {@link #open(int)} does.
   *
   * @param channels how they are reached
   */
  public static ProcessPool open(int workers, ChannelSpec channels) throws InterruptedException {
    return new ProcessPool(
        WorkerPool.open(workers, ExchangeSpec.parse("null"), Target.NONE, channels));
  }

  /**
   * Submits a task for one argument.
   *
   * @return completes with the result, or with a {@link TaskFailedException} or {@link
   *     WorkerDiedException}; cancelling it does not stop the task
   * @throws UnknownTaskException if no worker could find or instantiate the class
   * @throws EncodingException if the argument cannot be encoded or is longer than a frame
   * @throws RejectedExecutionException if the pool was shut down
   * @throws WorkerDiedException if a worker has died
   */
  public <A, R> CompletableFuture<R> submit(Class<? extends Task<A, R>> task, A argument) {
    TaskType<A, R> type = TaskType.of(task);
    TaskOrder<R> order = order(type, List.of(argument));
    pool.add(order);
    return order.results().thenApply(List::getFirst);
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
    List<TaskOrder<R>> orders = orders(task, arguments, chunk);
    List<R> results = new ArrayList<>(arguments.size());
    try {
      orders.forEach(pool::add);
      for (TaskOrder<R> order : orders) {
        results.addAll(resultsOf(order));
      }
      return results;
    } finally {
      pool.tasks().withdraw(orders);
    }
  }

  /**
   * Runs a task for each of many arguments, and passes results on as they come.
   *
   * @param chunk how many arguments a worker gets at a time, at least 1; their results come
   *     together
   * @param consumer takes each result and its argument's index, on the calling thread
   * @throws IllegalArgumentException if {@code chunk} is below 1
   * @throws TaskFailedException if the task fails for an argument; what no worker has yet is not
   *     done any more
   * @throws InterruptedException if interrupted; what no worker has yet is not done any more
   */
  public <A, R> void mapAsCompleted(
      Class<? extends Task<A, R>> task, List<A> arguments, int chunk, ObjIntConsumer<R> consumer)
      throws InterruptedException {
    List<TaskOrder<R>> orders = orders(task, arguments, chunk);
    BlockingQueue<Integer> completed = new LinkedBlockingQueue<>();
    try {
      for (int index = 0; index < orders.size(); index++) {
        int number = index;
        TaskOrder<R> order = orders.get(index);
        CompletableFuture<?> ignored =
            order.results().whenComplete((results, failure) -> completed.add(number));
        pool.add(order);
      }
      for (int count = 0; count < orders.size(); count++) {
        int number = completed.take();
        int index = number * chunk;
        for (R result : resultsOf(orders.get(number))) {
          consumer.accept(result, index++);
        }
      }
    } finally {
      pool.tasks().withdraw(orders);
    }
  }

  /**
   * Makes a queue that tasks find by its name.
   *
   * @param capacity the most elements in it, at least 1
   * @throws IllegalArgumentException if there is one of the name, or the capacity is below 1
   */
  public <T> ParentQueue<T> queue(String name, Codec<T> codec, int capacity) {
    return new ParentQueue<>(name, codec, pool.tasks().queues().make(name, capacity));
  }

  /** Returns the workers' process numbers. */
  public List<Long> pids() {
    return pool.pids();
  }

  /** Takes no more tasks; those that were submitted will be done. */
  public void shutdown() {
    pool.tasks().close(new RejectedExecutionException("the process pool was shut down"));
  }

  /**
   * Shuts down, waits until all tasks are done and ends the workers. No process, thread or file is
   * left. If the caller is interrupted, kills instead, and restores the interrupt.
   */
  @Override
  public void close() {
    shutdown();
    try {
      pool.tasks().awaitAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      return;
    }
    pool.tasks().queues().close();
    pool.close();
  }

  /**
   * Kills all workers at once. Tasks that a worker has fail with a {@link WorkerDiedException},
   * others with a {@link CancellationException}.
   */
  public void kill() {
    shutdown();
    pool.tasks().abandon(new CancellationException("the process pool was killed"));
    pool.tasks().queues().close();
    pool.kill();
  }

  private <A, R> List<TaskOrder<R>> orders(
      Class<? extends Task<A, R>> task, List<A> arguments, int chunk) {
    if (chunk < 1) {
      throw new IllegalArgumentException("chunk must be > 0, was " + chunk);
    }
    TaskType<A, R> type = TaskType.of(task);
    List<TaskOrder<R>> orders = new ArrayList<>();
    for (int first = 0; first < arguments.size(); first += chunk) {
      int end = (int) Math.min((long) first + chunk, arguments.size());
      orders.add(order(type, arguments.subList(first, end)));
    }
    return orders;
  }

  private <A, R> TaskOrder<R> order(TaskType<A, R> type, List<A> arguments) {
    return new TaskOrder<>(type.call(arguments), type.task().resultCodec(), pool.tasks());
  }

  private static <R> List<R> resultsOf(TaskOrder<R> order) throws InterruptedException {
    try {
      return order.results().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a task failed without a reason", e);
    }
  }
}
