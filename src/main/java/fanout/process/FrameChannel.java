package fanout.process;

import java.io.IOException;

/**
 * One end of a way for frames between the parent and one worker process. Waiting is kept apart from
 * decoding, and encoding from writing, so that whoever keeps the books can read a clock between
 * them.
 *
 * <p>One thread at a time may receive and one may send; anyone may close.
 */
interface FrameChannel extends AutoCloseable {
  /** Waits until the other end is there. To be called once, before the first frame. */
  default void connect() throws IOException {}

  /**
   * Waits until a whole frame is there.
   *
   * @return false if the other end has closed
   * @throws BadFrameException if what is there can be no frame
   */
  boolean await() throws IOException;

  /**
   * Tells, without waiting, whether a whole frame is known to be there.
   *
   * @throws BadFrameException if what is there can be no frame
   */
  boolean isReady() throws IOException;

  /**
   * Decodes the frame that {@link #await} has waited for.
   *
   * @throws BadFrameException if its bytes are no frame
   */
  Frame take() throws BadFrameException;

  /** Encodes a frame, to be written by {@link #flush}. */
  void put(Frame frame);

  /** Writes the frames that were put. */
  void flush() throws IOException;

  /** Encodes and writes one frame. */
  default void send(Frame frame) throws IOException {
    put(frame);
    flush();
  }

  /** Returns the frames received so far. */
  long framesReceived();

  /** Returns the frames put so far. */
  long framesSent();

  /** Returns the bytes of the frames received so far. */
  long bytesReceived();

  /** Returns the bytes of the frames put so far. */
  long bytesSent();

  /** Tells the other end that no more frames will come; what it sent can still be received. */
  void closeSending() throws IOException;

  /** Says that the process at the other end has died, to a channel that does not see it. */
  default void otherEndDied() {}

  /** Closes both directions; a thread that waits in {@link #await} is set free. */
  @Override
  void close() throws IOException;
}
