package fanout.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread that serves one worker. It waits for frames; the worker's end sets it free, even where
 * the channel does not show it.
 */
final class LaneThread {
  /** How long what a dead worker wrote may take to be received. */
  private static final Duration LAST_FRAMES_LIMIT = Duration.ofMillis(250);

  private final WorkerProcess worker;
  private final Thread thread;
  private final CompletableFuture<Void> afterExit;

  private LaneThread(WorkerProcess worker, Runnable service) {
    this.worker = worker;
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("worker-" + worker.index() + "-lane")
            .unstarted(service);
    thread.start();
    afterExit = worker.onExit().thenRun(this::freeFromChannel);
  }

  /**
   * Starts the thread.
   *
   * @param service receives from the worker's channel until that ends
   */
  static LaneThread start(WorkerProcess worker, Runnable service) {
    return new LaneThread(worker, service);
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

  /** End of file alone does not tell of a death: a grandchild may hold the pipe open. */
  private void freeFromChannel() {
    FrameChannel channel = worker.channel();
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
