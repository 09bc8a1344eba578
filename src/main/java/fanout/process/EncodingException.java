package fanout.process;

/** Says that a value could not be encoded, or is longer than a frame may be. */
public final class EncodingException extends IllegalArgumentException {
  EncodingException(String message) {
    super(message);
  }

  EncodingException(String message, Throwable cause) {
    super(message, cause);
  }
}
