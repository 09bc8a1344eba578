package fanout.run;

/** A run did not complete, so there is no result; the message is one line for a person. */
public final class RunFailedException extends RuntimeException {
  /** Makes an exception whose message names the benchmark and what went wrong. */
  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** As above, without a reason to show. */
  public RunFailedException(String message) {
    super(message);
  }
}
