package fanout.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a long command in good order when a signal ends the program: tells the command to stop, and
 * holds the program up until the command has kept what is complete and said so. The exit code is
 * then the signal's, 130 or 143.
 */
final class OrderlyStop {
  /** Exit code of a command that was interrupted: as a shell reports one ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  /** Less than the launcher waits before it ends the program the hard way. */
  private static final Duration LIMIT = Duration.ofSeconds(4);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  private OrderlyStop(Runnable stop) {
    this.hook = new Thread(() -> stopAndWait(stop), "orderly-stop");
  }

  /** The work of a long command, which gives its exit code. */
  interface Work {
    int run() throws IOException, InterruptedException;
  }

  /**
   * Does work that may be stopped.
   *
   * @param stop makes the work end soon with an {@link InterruptedException}, whose message says
   *     what is kept; may be called from another thread
   * @param err is told that message
   * @return the exit code
   */
  static int during(Work work, Runnable stop, PrintWriter err) throws IOException {
    OrderlyStop orderly = new OrderlyStop(stop);
    try {
      Runtime.getRuntime().addShutdownHook(orderly.hook);
    } catch (IllegalStateException alreadyEnding) {
      stop.run();
    }
    try {
      return work.run();
    } catch (InterruptedException stopped) {
      err.println("fanout: " + stopped.getMessage());
      return INTERRUPTED;
    } finally {
      orderly.letEnd();
    }
  }

  private void letEnd() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      System.Logger log = System.getLogger(OrderlyStop.class.getName());
      log.log(System.Logger.Level.TRACE, "the program is ending", ending);
    }
  }

  private void stopAndWait(Runnable stop) {
    stop.run();
    try {
      boolean inTime = ended.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (!inTime) {
        System.err.println("fanout: stopped, and not all that is complete could be kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
