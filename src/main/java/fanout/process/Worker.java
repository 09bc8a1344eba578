package fanout.process;

import fanout.process.Frame.Hello;
import fanout.process.Frame.Put;
import fanout.process.Frame.Returned;
import fanout.process.Frame.Take;
import fanout.process.Frame.Threw;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A worker process, its in-flight orders, and the thread that reads its answers all its life. As
 * soon as there are answers, that thread hands over the next orders itself, by the {@link
 * OrderSender}, so that no other thread need be woken for that.
 *
 * <p>A second thread gives up a process that does not become ready, waits for its end, and sets the
 * first free, even where the channel does not show it. Not by {@link Process#onExit()}: that tells
 * by way of the common pool, which has one thread on two processors, and which anybody may keep
 * busy.
 */
final class Worker {
  /** The time limit for receiving the last bytes that a dead worker wrote. */
  private static final Duration LAST_FRAMES_LIMIT = Duration.ofSeconds(1);

  private final WorkerProcess process;
  private final FrameChannel channel;
  private final Workers pool;
  private final InFlight inFlight = new InFlight();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final OrderSender sender;
  private final Thread reader;
  private final Thread exitWatch;
  private volatile boolean closing;

  /** Whether an answer is being passed on. Written by the reading thread alone, without a fence. */
  private final AtomicBoolean answering = new AtomicBoolean();

  private Worker(WorkerProcess process, int capacity, Workers pool) {
    this.process = process;
    this.pool = pool;
    channel = process.channel();
    sender = new OrderSender(process, capacity, pool, inFlight);
    reader = unstarted("answers", this::run);
    exitWatch = unstarted("exit", this::awaitExit);
  }

  /**
   * Takes a started process into service.
   *
   * @param capacity how many orders it may have, at least 1
   */
  static Worker serve(WorkerProcess process, int capacity, Workers pool) {
    Worker worker = new Worker(process, capacity, pool);
    worker.reader.start(); // first, since the other joins it
    boolean watched = false;
    try {
      worker.exitWatch.start();
      watched = true;
    } finally {
      if (!watched) { // there is no further thread to be had
        process.child().kill();
      }
    }
    return worker;
  }

  /** Completes when the worker is ready for orders. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Tells whether it has become ready. */
  boolean isServing() {
    return ready.isDone() && !ready.isCompletedExceptionally();
  }

  WorkerProcess process() {
    return process;
  }

  InFlight inFlight() {
    return inFlight;
  }

  OrderSender sender() {
    return sender;
  }

  /** Returns the order whose answer is due; {@code null} while another's is passed on. */
  @Nullable Order awaited() {
    Order oldest = inFlight.oldest();
    return answering.get() ? null : oldest; // in this order: the flag is set before one is removed
  }

  /** Kills the process for an order that has taken too long, unless it was answered meanwhile. */
  void giveUp(Order order, Duration limit) {
    if (inFlight.giveUp(order)) {
      process
          .child()
          .killBecause("did not answer within " + limit.toMillis() + " ms, and was killed");
    }
  }

  /** Tells the worker to end once it has done what it is at. */
  void closeSending() throws IOException {
    closing = true;
    channel.closeSending();
  }

  /**
   * Closes the channel of a worker that has ended or was killed, and waits for the threads that
   * served it.
   *
   * @param deadline until when, on the clock of {@link System#nanoTime}
   */
  void closeAndJoin(long deadline) throws IOException, InterruptedException {
    process.child().awaitExit(WorkersEnd.until(deadline));
    process.close();
    if (!exitWatch.join(WorkersEnd.until(deadline)) || !reader.join(WorkersEnd.until(deadline))) {
      throw new IOException("the end of worker process " + process.pid() + " was not seen");
    }
    process.child().joinReader(WorkersEnd.until(deadline));
  }

  private void run() {
    WorkerDeath death = null;
    try {
      death = readUntilItEnds();
    } finally {
      // However reading ends, a caller that waits must learn of it.
      if (death == null) {
        process.child().kill();
        death = process.lost();
      }
      ended(death);
    }
  }

  private @Nullable WorkerDeath readUntilItEnds() {
    try {
      return process.death(read());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** A broken pipe or half a frame ends it: how the process ended says more than the exception. */
  private @Nullable IOException read() {
    try {
      open();
      while (channel.await()) {
        // All that have come first, so that what is handed on goes with one write.
        do {
          takeAnswer();
        } while (channel.isReady());
        if (sender.hasWaiting() || pool.dispatcher().anyLeft()) {
          sender.fill();
        }
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private void open() throws IOException {
    channel.connect();
    if (!channel.await()) {
      throw new EOFException("the channel ended before the worker was ready");
    }
    Frame first = channel.take();
    if (!(first instanceof Hello hello) || hello.pid() != process.pid()) {
      throw new BadFrameException(
          "expected the hello of process " + process.pid() + ", got " + first);
    }
    Order initial = pool.initialOrder(this);
    if (initial == null) {
      accept();
    } else {
      sender.sendFirst(initial);
    }
  }

  /** Takes orders from now on. */
  void accept() {
    sender.start();
    ready.complete(null);
    sender.fill();
  }

  private void takeAnswer() throws IOException {
    Frame frame = channel.take();
    Order order = inFlight.oldest();
    if (order == null) {
      throw new BadFrameException("no frame was expected, got " + frame);
    }
    switch (frame) {
      case Put put -> pool.queues().put(put, this);
      case Take take -> pool.queues().take(take, this);
      case Returned returned when returned.results().size() == order.call().arguments().size() -> {
        settleOldest();
        order.returned(returned.results());
        pool.dispatcher().over(order);
      }
      case Threw threw -> {
        settleOldest();
        pool.fail(
            order,
            new TaskFailedException(
                threw.stage(), order.call().taskClass(), threw.thrown(), threw.stackTrace()));
      }
      default ->
          throw new BadFrameException(
              "expected %d results of %s, got %s"
                  .formatted(order.call().arguments().size(), order.call().taskClass(), frame));
    }
    answering.setRelease(false);
  }

  private void settleOldest() throws EOFException {
    answering.setRelease(true);
    if (!inFlight.removeOldest()) {
      throw new EOFException("the answer came after the order was given up");
    }
  }

  private void ended(WorkerDeath death) {
    Order back = sender.stop();
    List<Order> lost = inFlight.removeAll();
    if (!closing || !lost.isEmpty() || back != null) {
      pool.died(this, death, lost, back);
    }
  }

  private Thread unstarted(String role, Runnable service) {
    return Thread.ofPlatform()
        .daemon()
        .name("worker-" + process.index() + "-" + role)
        .unstarted(service);
  }

  /** End of file alone does not tell of a death: a grandchild may hold the pipe open. */
  private void awaitExit() {
    try {
      if (!process.child().awaitExit(pool.readyLimit()) && !ready.isDone()) {
        process
            .child()
            .killBecause(
                "was not ready within " + pool.readyLimit().toMillis() + " ms, and was killed");
      }
      process.child().awaitExit();
      reader.join(LAST_FRAMES_LIMIT);
      channel.close();
    } catch (IOException e) {
      process.child().kill(); // it has ended; the reader sees the end of its own accord
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
