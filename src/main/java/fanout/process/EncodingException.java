package fanout.process;

/** Says that a value could not be encoded, or is longer than a frame may be. */
public final class EncodingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  EncodingException(String message) {
    super(message);
  }

  EncodingException(String message, Throwable cause) {
    super(message, cause);
  }
}
