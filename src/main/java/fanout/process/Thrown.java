package fanout.process;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Words for what a user's code threw, whose own methods may throw, and may say more than anybody
 * reads. One that never returns is like a task that never does: it ends with the limit of its
 * submission, or with its pool.
 */
final class Thrown {
  private static final int TRACE_CHARS = 4096;
  private static final int MESSAGE_CHARS = 1024;

  private Thrown() {}

  /** Returns class and message, at most 1024 characters. */
  @SuppressWarnings("IllegalCatch")
  static String describe(Throwable thrown) {
    try {
      String text = thrown.toString();
      return text.length() <= MESSAGE_CHARS ? text : text.substring(0, MESSAGE_CHARS);
    } catch (Throwable e) {
      return thrown.getClass().getName() + " (whose message threw " + e.getClass().getName() + ")";
    }
  }

  /** Returns the beginning of the stack trace, at most 4096 characters. */
  @SuppressWarnings("IllegalCatch")
  static String stackTrace(Throwable thrown) {
    Beginning beginning = new Beginning();
    try {
      thrown.printStackTrace(new PrintWriter(beginning));
    } catch (Throwable e) {
      // A chain of causes without an end is cut here, and one that throws ends here.
      return beginning.text.toString();
    }
    return beginning.text.toString();
  }

  /** Takes so much and no more. */
  private static final class Beginning extends Writer {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] chars, int offset, int length) {
      text.append(chars, offset, Math.min(length, TRACE_CHARS - text.length()));
      if (text.length() == TRACE_CHARS) {
        throw new Full();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Says that there is enough. */
  private static final class Full extends RuntimeException {}
}
