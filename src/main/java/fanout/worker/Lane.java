package fanout.worker;

import fanout.ledger.MachineReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One worker and the thread that serves it. The thread waits for the worker's frames all its life,
 * between batches too, so that a batch needs no thread to be woken before its first chunk: the
 * caller itself writes every worker's first chunks, as many as its window has room for, and the
 * lane's thread further ones as soon as it has results.
 */
final class Lane {
  /** How long what a dead worker wrote may take to be received. */
  private static final Duration LAST_FRAMES_LIMIT = Duration.ofMillis(250);

  private final WorkerProcess worker;
  private final FrameChannel channel;
  private final TaskBoard tasks;
  private final CompletableFuture<WorkerDeath> anyDeath;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Thread thread;
  private final CompletableFuture<Void> afterExit;
  private final LaneBooks books = new LaneBooks();
  private final Desk desk;
  private volatile @Nullable Dispatch dispatch;
  private @Nullable WorkerDeath death;
  private volatile @Nullable ChannelLoan loan;
  private volatile boolean closing;

  /**
   * Takes a started worker into service.
   *
   * @param window how many orders the worker may have, at least 1
   * @param tasks what the worker does beside batches
   * @param anyDeath completed with the death of whichever worker dies first
   */
  Lane(WorkerProcess worker, int window, TaskBoard tasks, CompletableFuture<WorkerDeath> anyDeath) {
    this.worker = worker;
    this.tasks = tasks;
    this.anyDeath = anyDeath;
    channel = worker.channel();
    desk = new Desk(channel, books, window);
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("worker-" + worker.index() + "-lane")
            .unstarted(this::run);
    thread.start();
    afterExit = worker.onExit().thenRun(this::freeFromPipe);
  }

  /** Completes when the worker waits for its first chunk. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Returns the worker. */
  WorkerProcess worker() {
    return worker;
  }

  /**
   * Takes part in a batch: hands the worker its first chunks, if there are any left.
   *
   * @throws ClosedByInterruptException if the calling thread is interrupted
   */
  synchronized void begin(Dispatch batch) throws ClosedByInterruptException {
    if (death != null) {
      batch.laneDied(death);
      return;
    }
    dispatch = batch;
    try {
      // Whoever has something reports when it has answered it all, on the lane's thread.
      if (desk.fill(batch) == 0) {
        batch.laneDone();
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // Its standard input is closed, so it is dead or dying; the lane's thread will say how.
      worker.kill();
    }
  }

  /**
   * Hands over tasks, if there are any and the worker has room.
   *
   * @param onlyIfClear whether to leave a worker alone that has something already
   */
  void offerTasks(boolean onlyIfClear) {
    if (onlyIfClear && !desk.isClear()) {
      return;
    }
    try {
      desk.fill(tasks);
    } catch (IOException e) {
      // The lane's thread will say how it died, and fail what it has been handed.
      worker.kill();
    }
  }

  /** Returns what the worker has and has not answered, the oldest first. */
  List<Order> outstanding() {
    return desk.outstanding();
  }

  /** Returns what the worker is at, or {@code null}. */
  @Nullable Order oldest() {
    return desk.oldest();
  }

  /** Returns how the worker died, or {@code null} while it lives. */
  synchronized @Nullable WorkerDeath death() {
    return death;
  }

  /**
   * Takes the machine's references, with round trips over this channel. To be called between
   * batches.
   *
   * @throws IOException if the worker dies meanwhile
   */
  MachineReference machineReference() throws IOException, InterruptedException {
    ChannelLoan own = new ChannelLoan(channel);
    loan = own;
    try {
      own.take(anyDeath);
      return MachineReference.measure(own);
    } finally {
      own.giveBack();
    }
  }

  /**
   * Lends the channel to the caller, who gives it back before the lane is used again. To be called
   * between batches.
   *
   * @throws IOException if the worker dies meanwhile
   */
  ChannelLoan lend() throws IOException, InterruptedException {
    ChannelLoan own = new ChannelLoan(channel);
    loan = own;
    own.take(anyDeath);
    return own;
  }

  /** Returns what has gone through the channel. To be called between batches. */
  ChannelTally tally() {
    return books.tally(channel);
  }

  /** Returns the connections that the worker said it had opened. */
  long connectionsOpened() {
    return books.connectionsOpened();
  }

  /** Tells the worker to end once it has done what it is at. */
  void closeSending() throws IOException {
    closing = true;
    channel.closeSending();
  }

  /** Closes the pipes of a worker that has ended, and waits for the threads that served it. */
  void closeAndJoin(Duration limit) throws IOException, InterruptedException {
    worker.closePipes();
    try {
      afterExit.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the end of worker process " + worker.pid() + " was not seen", e);
    }
    thread.join(limit);
    worker.joinStderr(limit);
  }

  private void run() {
    WorkerDeath how = null;
    try {
      how = serveUntilItEnds();
    } finally {
      end(how);
    }
  }

  /** However serving it ends, a caller that waits must learn of it. */
  private void end(@Nullable WorkerDeath how) {
    if (how != null) {
      died(how);
    } else {
      worker.kill();
      died(worker.lost());
    }
  }

  private @Nullable WorkerDeath serveUntilItEnds() {
    try {
      channel.connect();
      ClockAlignment clocks = Handshake.with(channel, worker.pid()).clocks();
      books.align(clocks);
      if (!clocks.shared()) {
        // Its clock is told from round trips, which must not contain the waiting for others.
        desk.narrow();
      }
      ready.complete(null);
      while (channel.await()) {
        receive();
      }
      return endOf(null);
    } catch (IOException e) {
      // A broken pipe or half a frame: how the process ended says more than this.
      return endOf(e);
    }
  }

  private @Nullable WorkerDeath endOf(@Nullable IOException cause) {
    try {
      return cause instanceof BadFrameException
          ? worker.deathByKilling("sent a bad frame (" + cause.getMessage() + ") and was killed")
          : worker.deathByEndOfChannel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void receive() throws IOException {
    ChannelLoan wanted = loan;
    if (wanted != null) {
      loan = null;
      wanted.lend();
      return;
    }
    // All that have come first, so that what is handed on goes with one write.
    do {
      takeAnswer();
    } while (channel.isReady());
    Dispatch batch = dispatch;
    if (batch != null && desk.fill(batch) == 0 && desk.isClear()) {
      batch.laneDone();
    }
    if (tasks.anyWaits()) {
      desk.fill(tasks);
    }
  }

  private void takeAnswer() throws IOException {
    Order order = desk.oldest();
    if (order == null) {
      throw new BadFrameException("no frame was expected, got " + channel.take());
    }
    long readNanos = order.isTimed() ? System.nanoTime() : 0;
    if (order.takeAnswer(channel, readNanos)) {
      desk.clearOldest();
    }
  }

  private synchronized void died(WorkerDeath how) {
    if (closing && desk.isClear()) {
      return;
    }
    death = how;
    anyDeath.complete(how);
    List<Order> lost = desk.outstanding();
    Dispatch batch = dispatch;
    if (batch != null && lost.stream().anyMatch(ChunkOrder.class::isInstance)) {
      batch.laneDied(how);
    }
    WorkerDiedException failure = new WorkerDiedException(how, List.of());
    tasks.abandon(failure);
    tasks.queues().forget(desk);
    for (Order order : lost) {
      if (order instanceof TaskOrder<?> task) {
        tasks.lose(task, failure);
      }
    }
  }

  /** End of file alone does not tell of a death: a grandchild may hold the pipe open. */
  private void freeFromPipe() {
    channel.otherEndDied();
    try {
      thread.join(LAST_FRAMES_LIMIT);
      channel.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
