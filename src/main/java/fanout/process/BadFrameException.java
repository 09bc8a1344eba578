package fanout.process;

import java.io.IOException;

/** Says that the bytes on a channel are not a frame, or not one that may come at this point. */
public final class BadFrameException extends IOException {
  /**
   * Describes what was found and what was expected.
   *
   * @param message one line for a person
   */
  public BadFrameException(String message) {
    super(message);
  }
}
