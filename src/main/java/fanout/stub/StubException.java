package fanout.stub;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Says in one message why a stub server cannot start or has stopped answering. */
public final class StubException extends UncheckedIOException {
  StubException(String message) {
    this(message, new IOException(message));
  }

  StubException(String message, IOException cause) {
    super(message, cause);
  }
}
