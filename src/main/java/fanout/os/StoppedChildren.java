package fanout.os;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A watch over children that a signal has stopped, which Linux shows: they are killed, so that
 * whoever waits for one is told in a bounded time. One thread looks after all children, while there
 * are any.
 */
public final class StoppedChildren {
  private static final long PERIOD_MILLIS = 1_000;

  /**
   * In how many looks in a row a child must be seen stopped; several, since one who stops all
   * processes of a terminal and continues them means no harm.
   */
  private static final int LOOKS = 3;

  private static final char STOPPED = 'T';

  /** The children, by process number; also the lock. */
  private static final Map<Long, Watched> WATCHED = new HashMap<>();

  /** Whether there is a thread that looks; guarded by the same lock. */
  private static boolean isRunning;

  private StoppedChildren() {}

  /** A child, who kills it, and in how many looks in a row it has been seen stopped. */
  private record Watched(ProcessHandle child, Consumer<String> killer, int looks) {}

  /**
   * Starts to look after a child, until it has ended.
   *
   * @param killer kills it and is told why, in words that follow its name
   */
  public static void watch(ProcessHandle child, Consumer<String> killer) {
    synchronized (WATCHED) {
      WATCHED.put(child.pid(), new Watched(child, killer, 0));
      if (!isRunning) {
        Thread.ofPlatform().daemon().name("child-watch").start(StoppedChildren::run);
        isRunning = true; // only now: there may have been no thread to be had
      }
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
    List<Watched> watched;
    synchronized (WATCHED) {
      WATCHED.values().removeIf(each -> !each.child.isAlive());
      watched = List.copyOf(WATCHED.values());
      isRunning = !watched.isEmpty();
    }
    watched.forEach(StoppedChildren::lookAt);
    return !watched.isEmpty();
  }

  private static void lookAt(Watched watched) {
    int looks = isStopped(watched.child.pid()) ? watched.looks + 1 : 0;
    if (looks >= LOOKS) {
      watched.killer.accept("was stopped by a signal, and was killed");
    }
    synchronized (WATCHED) {
      Watched seen = new Watched(watched.child, watched.killer, looks);
      WATCHED.replace(watched.child.pid(), watched, seen);
    }
  }
}
