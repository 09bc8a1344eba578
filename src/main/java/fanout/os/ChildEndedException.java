package fanout.os;

import java.io.IOException;

/** Says which child has ended, how, and with which last words. */
public final class ChildEndedException extends IOException {
  private final int exitCode;
  private final String lastWords;

  ChildEndedException(String obituary, int exitCode, String lastWords) {
    super(obituary);
    this.exitCode = exitCode;
    this.lastWords = lastWords;
  }

  /** Returns its exit code; -1 if it could not even be killed. */
  public int exitCode() {
    return exitCode;
  }

  /** Returns the end of its standard error. */
  public String lastWords() {
    return lastWords;
  }
}
