package fanout.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread that serves one worker, and one that waits for the worker's end and sets the first
 * free, even where the channel does not show it.
 *
 * <p>A thread of its own, and not {@link Process#onExit()}: that tells by way of the common pool,
 * which has one thread on two processors, and which anybody may keep busy.
 */
final class LaneThread {
  /** How long what a dead worker wrote may take to be received. */
  private static final Duration LAST_FRAMES_LIMIT = Duration.ofMillis(250);

  private final WorkerProcess worker;
  private final Thread thread;
  private final Thread exitWatch;
  private final CompletableFuture<Void> freed = new CompletableFuture<>();

  private LaneThread(WorkerProcess worker, Runnable service) {
    this.worker = worker;
    thread = unstarted("lane", service);
    exitWatch = unstarted("exit", this::awaitExit);
  }

  /**
   * Starts the threads.
   *
   * @param service receives from the worker's channel until that ends
   */
  static LaneThread start(WorkerProcess worker, Runnable service) {
    LaneThread lane = new LaneThread(worker, service);
    // The watch first: if there is no second thread to be had, it still lets go of the channel.
    lane.exitWatch.start();
    lane.thread.start();
    return lane;
  }

  /** Closes the pipes of a worker that has ended, and waits for the threads that served it. */
  void closeAndJoin(Duration limit) throws IOException, InterruptedException {
    worker.closePipes();
    try {
      freed.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the end of worker process " + worker.pid() + " was not seen", e);
    }
    exitWatch.join(limit);
    thread.join(limit);
    worker.joinStderr(limit);
  }

  private Thread unstarted(String role, Runnable service) {
    return Thread.ofPlatform()
        .daemon()
        .name("worker-" + worker.index() + "-" + role)
        .unstarted(service);
  }

  private void awaitExit() {
    try {
      worker.awaitExit();
      freeFromChannel();
      freed.complete(null);
    } catch (IOException e) {
      freed.completeExceptionally(e);
    } catch (InterruptedException e) {
      freed.completeExceptionally(e);
      Thread.currentThread().interrupt();
    }
  }

  /** End of file alone does not tell of a death: a grandchild may hold the pipe open. */
  private void freeFromChannel() throws IOException, InterruptedException {
    FrameChannel channel = worker.channel();
    channel.otherEndDied();
    thread.join(LAST_FRAMES_LIMIT);
    channel.close();
  }
}
