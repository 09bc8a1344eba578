package fanout.process;

import fanout.process.ProcessPool.OnWorkerDeath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool: their start, the handing over of orders to them, what happens when one
 * dies, and their end.
 */
final class Workers {
  private static final Duration READY_BASE = Duration.ofSeconds(30);

  /** Far more processor time than the start of a JVM takes, where each page fault is dear too. */
  private static final Duration READY_EACH = Duration.ofSeconds(2);

  private final PoolSettings settings;
  private final Dispatcher dispatcher = new Dispatcher();
  private final QueueBroker queues = new QueueBroker();
  private final List<Worker> all = new CopyOnWriteArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final CompletableFuture<WorkerDeath> broken = new CompletableFuture<>();
  private final LimitWatch limits = new LimitWatch(() -> all);

  /** Whether workers are started no more; guarded by this. */
  private boolean ending;

  Workers(PoolSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts all, at once, and waits for none.
   *
   * @throws IOException if a process cannot be started
   */
  synchronized void start() throws IOException {
    for (int index = 0; index < settings.workers(); index++) {
      all.add(startOne(index));
    }
  }

  /**
   * Returns how long workers that start at once may take until all are ready: they share the
   * processors, so 200 of them on 2 may take 230 s.
   */
  static Duration readyLimit(int workers, int processors) {
    return READY_BASE.plus(READY_EACH.multipliedBy(workers).dividedBy(processors));
  }

  /**
   * Waits until each is ready for its first order.
   *
   * @throws WorkerDiedException if one dies, or is not ready in time and is killed
   * @throws TaskFailedException if the initializer fails in one
   */
  void awaitReady() throws InterruptedException {
    CompletableFuture<?>[] ready =
        all.stream().map(Worker::ready).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.anyOf(CompletableFuture.allOf(ready), broken).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException("a worker could not be made ready", e);
    }
    for (CompletableFuture<?> each : ready) {
      if (each.isCompletedExceptionally() && each.exceptionNow() instanceof TaskFailedException e) {
        throw e;
      }
    }
    WorkerDeath death = broken.getNow(null);
    if (death != null) {
      throw new WorkerDiedException(death);
    }
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  QueueBroker queues() {
    return queues;
  }

  /** Returns the workers' processes as they are now, by index. */
  List<StartedWorker> started() {
    return all.stream().map(worker -> worker.process().started()).toList();
  }

  /**
   * Adds a job and hands its orders over on the calling thread: first to workers that have nothing,
   * then to others with capacity left.
   *
   * @param limit of each order, or {@code null}
   */
  void add(Job job, @Nullable Duration limit) {
    if (limit != null) {
      limits.watch(limit);
    }
    dispatcher.add(job);
    int count = all.size();
    int first = job.left() > 1 ? 0 : Math.floorMod(next.getAndIncrement(), count);
    for (int offset = 0; offset < count && dispatcher.anyLeft(); offset++) {
      Worker worker = all.get((first + offset) % count);
      if (worker.inFlight().size() == 0) {
        worker.sender().fill();
      }
    }
    for (int offset = 0; offset < count && settings.capacity() > 1; offset++) {
      if (dispatcher.anyLeft()) {
        all.get((first + offset) % count).sender().fill();
      }
    }
  }

  int count() {
    return settings.workers();
  }

  /** Returns how many orders one worker may have at once. */
  int share() {
    return dispatcher.share(count());
  }

  void fail(Order order, RuntimeException why) {
    order.failed(why);
    dispatcher.over(order);
  }

  /** Returns how long a worker may take from its start until it is ready. */
  Duration readyLimit() {
    return settings.limits().ready();
  }

  /** Returns what a worker does before it is ready, or {@code null}. */
  @Nullable Order initialOrder(Worker worker) {
    return settings.initializer() == null
        ? null
        : new Initialization(settings.initializer(), worker);
  }

  /**
   * Takes the news that a worker has died: its orders fail, and it is replaced or breaks the pool.
   *
   * @param lost the orders that it had, oldest first
   * @param waiting one that it was to get, or {@code null}
   */
  void died(Worker worker, WorkerDeath death, List<Order> lost, @Nullable Order waiting) {
    queues.forget(worker);
    Order overdue = worker.inFlight().overdue();
    boolean replaced =
        (overdue != null || settings.onWorkerDeath() == OnWorkerDeath.REPLACE)
            && worker.isServing()
            && replace(worker);
    WorkerDiedException why = new WorkerDiedException(death);
    if (!replaced) {
      broken.complete(death);
      dispatcher.abandon(why);
    }
    for (Order order : lost) {
      if (order.equals(overdue)) {
        fail(order, new TaskTimeoutException(order.call().taskClass(), death.summary()));
      } else {
        fail(order, why);
      }
    }
    if (waiting != null && replaced) {
      dispatcher.putBack(waiting);
    } else if (waiting != null) {
      fail(waiting, why);
    }
    if (replaced) {
      all.get(worker.process().index()).sender().fill();
    } else {
      queues.close(); // last, since it writes to workers
    }
  }

  /** Kills all workers; returns at once. */
  void kill() {
    synchronized (this) {
      ending = true;
    }
    all.forEach(worker -> worker.process().child().kill());
  }

  /**
   * Ends all workers and starts no more.
   *
   * @throws UncheckedIOException if a channel could not be closed; everything else was done
   */
  void close() {
    synchronized (this) {
      ending = true;
    }
    limits.close();
    new WorkersEnd(all).await(settings.limits().close());
  }

  /**
   * Tells whether every worker that has an order waits for a queue, and no other one comes that
   * would take what is left, so that none goes on. While a worker dies and is replaced, a single
   * look may be wrong.
   */
  boolean allWaitForQueues() {
    if (dispatcher.anyLeft() && all.stream().anyMatch(Workers::isComing)) {
      return false;
    }
    List<Worker> busy = all.stream().filter(worker -> worker.inFlight().size() > 0).toList();
    return !busy.isEmpty() && queues.waiting().containsAll(busy);
  }

  /** A dead worker is replaced, or breaks the pool, which leaves nothing. */
  private static boolean isComing(Worker worker) {
    return !worker.isServing() || !worker.process().child().isAlive();
  }

  private Worker startOne(int index) throws IOException {
    Consumer<String> lines =
        settings.shown() ? line -> System.err.println("worker " + index + ": " + line) : line -> {};
    WorkerProcess process =
        WorkerProcess.start(index, settings.command(), settings.channels().kind(), lines);
    boolean served = false;
    try {
      Worker worker = Worker.serve(process, settings.capacity(), this);
      served = true;
      return worker;
    } finally {
      if (!served) {
        process.close();
      }
    }
  }

  // Whatever keeps it from starting (no thread, no memory): callers of the dead one must be told.
  @SuppressWarnings("IllegalCatch")
  private synchronized boolean replace(Worker dead) {
    if (ending) {
      return false;
    }
    try {
      all.set(dead.process().index(), startOne(dead.process().index()));
      dead.process().close();
      return true;
    } catch (Throwable e) {
      return false; // then the death breaks the pool, which tells why
    }
  }

  /** The initializer, as the first order of a worker, which is no job's. */
  private static final class Initialization extends Order {
    private final Frame.Call call;
    private final Worker worker;

    Initialization(Frame.Call call, Worker worker) {
      super(null);
      this.call = call;
      this.worker = worker;
    }

    @Override
    Frame.Call encode() {
      return call;
    }

    @Override
    void returned(List<byte[]> results) {
      worker.accept();
    }

    @Override
    void failed(RuntimeException why) {
      worker.ready().completeExceptionally(why);
      worker.process().child().kill();
    }
  }
}
