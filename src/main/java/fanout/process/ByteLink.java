package fanout.process;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One end of a way for bytes between two processes, in both directions. Buffers lie in the heap.
 *
 * <p>One thread at a time may read and one may write; anyone may close, which sets a reader free.
 */
interface ByteLink extends Closeable {
  /** The most bytes of one system call: the JDK copies them through memory of the same size. */
  int MOST_AT_ONCE = 64 << 10;

  /** Waits until the other end is there. To be called once, before the first byte. */
  default void connect() throws IOException {}

  /**
   * Reads what is there and fits, and waits only if nothing is.
   *
   * @return the number of bytes; negative at the end
   */
  int read(ByteBuffer into) throws IOException;

  /** Writes all bytes. An interrupt of the calling thread is kept and does not disturb it. */
  void write(ByteBuffer from) throws IOException;

  /** Tells the other end that no more bytes will come; what it sends can still be read. */
  void closeSending() throws IOException;
}
