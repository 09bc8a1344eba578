package fanout.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps the engine's log to itself: a user needs one line, and gets it from what failed. The last
 * warnings are kept, to tell why something failed.
 */
final class EngineLog extends Handler {
  private static final int KEPT = 50;

  /** Held, since a logger that nobody holds forgets its settings. */
  private static final Logger ENGINE = Logger.getLogger("com.hazelcast");

  private static final EngineLog LOG = new EngineLog();

  private final Deque<String> warnings = new ArrayDeque<>();

  private EngineLog() {}

  /** Sends nothing to the console from now on. */
  static EngineLog quiet() {
    if (ENGINE.getUseParentHandlers()) {
      ENGINE.setUseParentHandlers(false);
      ENGINE.addHandler(LOG);
      ENGINE.setLevel(Level.WARNING);
    }
    return LOG;
  }

  /** Sends everything to standard error. */
  static void loud() {
    quiet();
    ENGINE.setLevel(Level.INFO);
    ENGINE.addHandler(new ConsoleHandler());
  }

  /** Returns the last warnings, the oldest first, and forgets them. */
  synchronized List<String> takeWarnings() {
    List<String> taken = List.copyOf(warnings);
    warnings.clear();
    return taken;
  }

  @Override
  public synchronized void publish(LogRecord logged) {
    if (logged.getLevel().intValue() < Level.WARNING.intValue()) {
      return;
    }
    if (warnings.size() == KEPT) {
      warnings.removeFirst();
    }
    Throwable thrown = logged.getThrown();
    warnings.addLast(logged.getMessage() + (thrown == null ? "" : ": " + thrown.getMessage()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
