package fanout.run;

import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the one line that tells a person why a run failed. */
final class FailureCause {
  /**
   * The line of a stack trace that names what was thrown: a type in a package, a colon, the
   * message.
   */
  private static final Pattern THROWN =
      Pattern.compile("(?:Caused by: )?((?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error)): (.+)");

  private static final int ENOUGH = 300;

  private FailureCause() {}

  /**
   * Describes a failed run.
   *
   * @param failure what JMH threw
   * @param log the last lines of JMH and its forks
   * @return the innermost cause with a message; JMH's forks report theirs only in the log
   */
  static String describe(Throwable failure, Collection<String> log) {
    String last = null;
    for (String line : log) {
      var matcher = THROWN.matcher(line.strip());
      if (matcher.matches()) {
        last = matcher.group(2);
      }
    }
    return shorten(last == null ? innermost(failure) : last);
  }

  private static String innermost(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    for (@Nullable Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause.getMessage() != null) {
        message = cause.getMessage();
      }
    }
    return message.lines().findFirst().orElse("no reason was given");
  }

  private static @Nullable Throwable next(Throwable throwable) {
    return throwable.getCause() != null || throwable.getSuppressed().length == 0
        ? throwable.getCause()
        : throwable.getSuppressed()[0];
  }

  private static String shorten(String line) {
    return line.length() <= ENOUGH ? line : line.substring(0, ENOUGH) + "…";
  }
}
