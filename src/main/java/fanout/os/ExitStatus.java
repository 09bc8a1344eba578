package fanout.os;

/** Words for how a process ended. */
public final class ExitStatus {
  /** Java adds this to the number of the signal that ended a process. */
  private static final int SIGNAL_BASE = 128;

  private ExitStatus() {}

  /**
   * Describes an exit value, such as {@code exited with code 3} or {@code was killed by SIGKILL
   * (9)}.
   *
   * @param exitValue what {@link Process#exitValue()} returns on a Unix system
   */
  public static String describe(int exitValue) {
    int signal = exitValue - SIGNAL_BASE;
    if (signal <= 0) {
      return "exited with code " + exitValue;
    }
    return switch (signal) {
      case 1 -> killedBy("SIGHUP", signal);
      case 2 -> killedBy("SIGINT", signal);
      case 3 -> killedBy("SIGQUIT", signal);
      case 4 -> killedBy("SIGILL", signal);
      case 6 -> killedBy("SIGABRT", signal);
      case 7 -> killedBy("SIGBUS", signal);
      case 8 -> killedBy("SIGFPE", signal);
      case 9 -> killedBy("SIGKILL", signal);
      case 11 -> killedBy("SIGSEGV", signal);
      case 13 -> killedBy("SIGPIPE", signal);
      case 15 -> killedBy("SIGTERM", signal);
      default -> "was killed by signal " + signal;
    };
  }

  private static String killedBy(String name, int signal) {
    return "was killed by " + name + " (" + signal + ")";
  }
}
