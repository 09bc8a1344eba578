package fanout.os;

import java.time.Duration;

/**
 * Ends this process soon after its parent has died, even while its other threads are stuck in a
 * request. A process that outlives its parent gets another one; that is what the watch looks for,
 * since the dead parent may linger as a zombie.
 */
public final class ParentWatch {
  /** The exit code of a process that was ended by its watch; nobody is left to see it. */
  public static final int EXIT_CODE = 71;

  private ParentWatch() {}

  /**
   * Starts watching on a daemon thread.
   *
   * @param period the time between two looks, above zero
   */
  public static void start(Duration period) {
    ProcessHandle.current().parent().ifPresent(parent -> start(parent.pid(), period));
  }

  /**
   * Starts watching a parent that may have died already.
   *
   * @param parentPid its process number
   * @param period the time between two looks, above zero
   */
  public static void start(long parentPid, Duration period) {
    Thread.ofPlatform().daemon().name("parent-watch").start(() -> watch(parentPid, period));
  }

  private static void watch(long parentPid, Duration period) {
    try {
      while (hasParent(parentPid)) {
        Thread.sleep(period);
      }
      // No orderly exit: hooks and closing might wait for what is stuck.
      Runtime.getRuntime().halt(EXIT_CODE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where another thread has used up the heap, this one goes on watching and says nothing. */
  private static boolean hasParent(long parentPid) {
    try {
      return ProcessHandle.current().parent().filter(now -> now.pid() == parentPid).isPresent();
    } catch (OutOfMemoryError e) {
      return true; // not known; the next look tells
    }
  }
}
