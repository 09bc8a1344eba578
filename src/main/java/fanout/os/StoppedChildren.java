package fanout.os;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A watch over children that a signal has stopped, which Linux shows: they are killed, so that
 * whoever waits for one is told in a bounded time. One thread looks after all children, while there
 * are any.
 */
final class StoppedChildren {
  private static final long PERIOD_MILLIS = 1_000;

  /**
   * In how many looks in a row a child must be seen stopped; several, since one who stops all
   * processes of a terminal and continues them means no harm.
   */
  private static final int LOOKS = 3;

  private static final char STOPPED = 'T';

  /** In how many looks in a row each child has been seen stopped; also the lock. */
  private static final Map<ChildProcess, Integer> SEEN = new HashMap<>();

  /** Whether there is a thread that looks; guarded by the same lock. */
  private static boolean isRunning;

  private StoppedChildren() {}

  /** Starts to look after a child. */
  static void watch(ChildProcess child) {
    synchronized (SEEN) {
      SEEN.put(child, 0);
      if (!isRunning) {
        isRunning = true;
        Thread.ofPlatform().daemon().name("child-watch").start(StoppedChildren::run);
      }
    }
  }

  /** Looks after a child no longer. */
  static void forget(ChildProcess child) {
    synchronized (SEEN) {
      SEEN.remove(child);
    }
  }

  /** A system that does not show it, or a process that has gone, counts as not stopped. */
  static boolean isStopped(long pid) {
    Optional<String> stat = SystemFiles.OWN.text("proc/" + pid + "/stat");
    // The state comes behind the program's name, which may contain anything.
    return stat.map(line -> line.substring(line.lastIndexOf(')') + 1).strip())
        .filter(rest -> !rest.isEmpty() && rest.charAt(0) == STOPPED)
        .isPresent();
  }

  private static void run() {
    try {
      while (lookAtAll()) {
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean lookAtAll() {
    List<ChildProcess> children;
    synchronized (SEEN) {
      children = List.copyOf(SEEN.keySet());
      isRunning = !children.isEmpty();
    }
    for (ChildProcess child : children) {
      lookAt(child, isStopped(child.pid()));
    }
    return !children.isEmpty();
  }

  private static void lookAt(ChildProcess child, boolean isStopped) {
    synchronized (SEEN) {
      SEEN.computeIfPresent(child, (_, looks) -> isStopped ? looks + 1 : 0);
      if (SEEN.getOrDefault(child, 0) >= LOOKS) {
        child.killBecause("was stopped by a signal, and was killed");
      }
    }
  }
}
