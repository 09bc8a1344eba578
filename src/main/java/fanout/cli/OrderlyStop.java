package fanout.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a long command in good order when a signal ends the program: tells the command to stop, and
 * holds the program up until the command has kept what is complete and said so. The exit code is
 * then the signal's, 130 or 143.
 */
final class OrderlyStop implements AutoCloseable {
  /** Exit code of a command that was interrupted: as a shell reports one ended by Ctrl-C. */
  static final int INTERRUPTED = 130;

  /** Less than the launcher waits before it ends the program the hard way. */
  private static final Duration LIMIT = Duration.ofSeconds(4);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  private OrderlyStop(Runnable stop) {
    this.hook = new Thread(() -> stopAndWait(stop), "orderly-stop");
  }

  /**
   * Prepares for a signal until it is closed, which the command does when it has nothing more to
   * keep or say.
   *
   * @param stop makes the command end soon; may be called from another thread
   */
  static OrderlyStop with(Runnable stop) {
    OrderlyStop orderly = new OrderlyStop(stop);
    try {
      Runtime.getRuntime().addShutdownHook(orderly.hook);
    } catch (IllegalStateException alreadyEnding) {
      stop.run();
    }
    return orderly;
  }

  /** Lets the program end. */
  @Override
  public void close() {
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
