package fanout.process;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One worker and the thread that serves it. The thread waits for the worker's frames all its life,
 * between batches too, so that a batch needs no thread to be woken before its first chunk: the
 * caller itself writes every worker's first chunks, as many as its window has room for, and the
 * lane's thread further ones as soon as it has results.
 */
final class Lane {
  private final WorkerProcess worker;
  private final FrameChannel channel;
  private final TaskBoard tasks;
  private final CompletableFuture<WorkerDeath> anyDeath;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final LaneThread thread;
  private final LaneBooks books = new LaneBooks();
  private final Desk desk;
  private final Intake intake;
  private volatile @Nullable Dispatch dispatch;
  private @Nullable WorkerDeath death;
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
    intake = new Intake(channel, desk, tasks);
    thread = LaneThread.start(worker, this::run);
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
    thread.closeAndJoin(limit);
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
      open();
      while (channel.await()) {
        intake.receive(dispatch);
      }
      return endOf(null);
    } catch (IOException e) {
      // A broken pipe or half a frame: how the process ended says more than this.
      return endOf(e);
    }
  }

  private void open() throws IOException {
    channel.connect();
    ClockAlignment clocks = Handshake.with(channel, worker.pid()).clocks();
    books.align(clocks);
    if (!clocks.shared()) {
      // Its clock is told from round trips, which must not contain the waiting for others.
      desk.narrow();
    }
    ready.complete(null);
  }

  private @Nullable WorkerDeath endOf(@Nullable IOException cause) {
    try {
      return worker.deathByEndOfChannel(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
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
    tasks.workerDied(desk, lost, new WorkerDiedException(how, List.of()));
  }
}
