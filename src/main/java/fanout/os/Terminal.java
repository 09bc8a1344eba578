package fanout.os;

/** The check whether standard error is a terminal that can redraw a line. */
public final class Terminal {
  private static final int STANDARD_ERROR = 2;

  private Terminal() {}

  /**
   * Asks POSIX {@code isatty}: the JDK's console answers for standard input and output together,
   * and progress goes to standard error.
   */
  public static boolean isInteractive() {
    return !"dumb".equals(System.getenv("TERM")) && Posix.isTerminal(STANDARD_ERROR);
  }
}
