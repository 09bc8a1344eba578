package fanout.process;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/**
 * One end of a way for bytes between two processes, in both directions. A read takes all bytes that
 * are there and fit, and waits only if there are none; a write may write a part.
 *
 * <p>One thread at a time may read and one may write; anyone may close, which sets both free.
 */
interface ByteLink extends ByteChannel {
  /** Waits until the other end is there. To be called once, before the first byte. */
  default void connect() throws IOException {}

  /** Tells, without waiting, whether bytes are known to be there. */
  default boolean hasBytes() throws IOException {
    return false;
  }

  /** Tells the other end that no more bytes will come; what it sends can still be read. */
  void closeSending() throws IOException;

  /**
   * Says that the process at the other end has died, to a link that does not see it: what it sent
   * can still be read, then comes the end.
   */
  default void otherEndDied() {}
}
