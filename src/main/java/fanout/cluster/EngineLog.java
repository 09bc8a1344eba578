package fanout.cluster;

import java.net.BindException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The engine's log, which reaches nobody's terminal: a user needs the one line that tells why
 * something failed, found in the exception or in the last warnings, which are kept for it.
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

  /** Tells why a member did not start. */
  static ClusterException memberCannotStart(MemberAddress own, RuntimeException thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof BindException || message.contains("bind has failed")) {
        return new ClusterException(
            "the address " + own + " is in use or cannot be listened at; choose another --port",
            thrown);
      }
    }
    return new ClusterException(
        "the member at " + own + " could not start (" + lastOr(line(thrown)) + ")", thrown);
  }

  /** Tells why a driver was not let in by members that could be reached. */
  static ClusterException driverRefused(List<MemberAddress> members, RuntimeException thrown) {
    List<String> warnings = quiet().takeWarnings();
    boolean refused =
        warnings.stream().anyMatch(EngineLog::tellsOfRefusal) || tellsOfRefusal(line(thrown));
    String why =
        refused
            ? "refused: the secret is another one there"
            : "did not let this program in: another secret, another program, or it has stopped";
    return new ClusterException("the cluster member at " + names(members) + " " + why, thrown);
  }

  /** Names what was thrown, in one line. */
  static String line(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    return thrown.getClass().getSimpleName() + ": " + message;
  }

  static String names(List<MemberAddress> members) {
    return String.join(", ", members.stream().map(MemberAddress::toString).toList());
  }

  private static boolean tellsOfRefusal(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    return text.contains("authentication failed") || text.contains("cluster name");
  }

  private static String lastOr(String otherwise) {
    List<String> warnings = quiet().takeWarnings();
    return warnings.isEmpty()
        ? otherwise
        : warnings.getLast().lines().findFirst().orElse(otherwise);
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
