package fanout.ab;

import fanout.OneLine;

/**
 * A fork that gave no result: it did not start, failed, hung, or wrote nothing that can be read.
 */
final class ForkFailedException extends Exception {
  private final boolean isSignalled;

  /**
   * Says in one line what happened to which fork.
   *
   * @param message whose line breaks become blanks
   */
  ForkFailedException(String message) {
    this(message, false);
  }

  /**
   * Says in one line what happened to which fork.
   *
   * @param message whose line breaks become blanks
   * @param isSignalled whether the fork ended as one that was asked to by a signal
   */
  ForkFailedException(String message, boolean isSignalled) {
    super(OneLine.of(message)); // a command may have several
    this.isSignalled = isSignalled;
  }

  /** Tells whether the fork ended as one that was asked to by a signal. */
  boolean isSignalled() {
    return isSignalled;
  }
}
