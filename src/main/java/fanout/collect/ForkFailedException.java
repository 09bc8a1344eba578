package fanout.collect;

/**
 * A fork that gave no result: it did not start, failed, hung, or wrote nothing that can be read.
 */
public final class ForkFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says in one line what happened to which fork. */
  public ForkFailedException(String message) {
    super(message);
  }
}
