package fanout.run;

/** The command line asks for something that cannot be run; the message is one line for a person. */
public final class BadOptionException extends RuntimeException {
  /** Makes an exception whose message names the value and what was expected. */
  public BadOptionException(String message) {
    super(message);
  }

  /** As above, with the reason. */
  public BadOptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
