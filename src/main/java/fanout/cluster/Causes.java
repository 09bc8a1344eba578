package fanout.cluster;

import java.net.BindException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds in what the engine threw and logged the one line that a user needs. */
final class Causes {
  private Causes() {}

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
    List<String> warnings = EngineLog.quiet().takeWarnings();
    boolean refused =
        warnings.stream().anyMatch(Causes::tellsOfRefusal) || tellsOfRefusal(line(thrown));
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
    List<String> warnings = EngineLog.quiet().takeWarnings();
    return warnings.isEmpty()
        ? otherwise
        : warnings.getLast().lines().findFirst().orElse(otherwise);
  }
}
