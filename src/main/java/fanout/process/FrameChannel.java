package fanout.process;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * One end of a way for frames between the parent and one worker process. A system call takes all
 * bytes that are there, and writes all frames that were put; so a frame that was written whole is
 * read whole by one call.
 *
 * <p>One thread at a time may receive and one may send; anyone may close.
 */
final class FrameChannel implements AutoCloseable {
  private static final int INITIAL_BYTES = 16 << 10;

  /** A buffer that a long frame has made larger than this is given up when it is empty. */
  private static final int KEPT_BYTES = 256 << 10;

  private final ByteLink link;

  /** Bytes read and not yet taken lie between position and limit. */
  private ByteBuffer received = ByteBuffer.allocate(INITIAL_BYTES).limit(0);

  private ByteBuffer sending = ByteBuffer.allocate(INITIAL_BYTES);

  FrameChannel(ByteLink link) {
    this.link = link;
  }

  /** Waits until the other end is there. To be called once, before the first frame. */
  void connect() throws IOException {
    link.connect();
  }

  /**
   * Waits until a whole frame is there.
   *
   * @return false if the other end has closed after its last whole frame
   * @throws BadFrameException if what is there can be no frame
   * @throws EOFException if the bytes end within a frame
   */
  boolean await() throws IOException {
    for (int missing = missingBytes(); missing > 0; missing = missingBytes()) {
      makeRoomFor(missing);
      if (!fill()) {
        if (received.hasRemaining()) {
          throw new EOFException("the channel ended within a frame");
        }
        return false;
      }
    }
    return true;
  }

  /**
   * Tells, without waiting, whether a whole frame is known to be there.
   *
   * @throws BadFrameException if what is there can be no frame
   */
  boolean isReady() throws BadFrameException {
    return missingBytes() == 0;
  }

  /**
   * Decodes the frame that {@link #await} has waited for.
   *
   * @throws BadFrameException if its bytes are no frame
   */
  Frame take() throws BadFrameException {
    int length = received.getInt();
    int end = received.limit();
    int next = received.position() + length;
    received.limit(next);
    try {
      return FrameCodec.decode(received);
    } finally {
      // Even where the decoded values find no memory, what follows is the next frame.
      received.limit(end).position(next);
      if (next == end && received.capacity() > KEPT_BYTES) {
        received = ByteBuffer.allocate(INITIAL_BYTES).limit(0);
      }
    }
  }

  /** Encodes a frame, to be written by {@link #flush}; if that fails, nothing of it is left. */
  void put(Frame frame) {
    int start = sending.position();
    int room = FrameCodec.roomFor(frame);
    if (sending.remaining() < room) {
      int capacity = Math.max(start + room, Math.min(2 * sending.capacity(), KEPT_BYTES));
      sending = ByteBuffer.allocate(capacity).put(sending.duplicate().flip());
    }
    boolean whole = false;
    try {
      FrameCodec.encode(frame, sending);
      whole = true;
    } finally {
      if (!whole) {
        sending.position(start);
      }
    }
  }

  void flush() throws IOException {
    link.write(sending.flip());
    if (sending.capacity() > KEPT_BYTES) {
      sending = ByteBuffer.allocate(INITIAL_BYTES);
    }
    sending.clear();
  }

  void send(Frame frame) throws IOException {
    put(frame);
    flush();
  }

  /** Tells the other end that no more frames will come; what it sent can still be received. */
  void closeSending() throws IOException {
    try {
      link.closeSending();
    } catch (ClosedChannelException closedMeanwhile) {
      return; // nothing more will be sent, which is what was asked for
    }
  }

  /** Closes both directions; a thread that waits in {@link #await} is set free. */
  @Override
  public void close() throws IOException {
    link.close();
  }

  /** Returns how many bytes the next frame lacks, or its length field if that is not there. */
  private int missingBytes() throws BadFrameException {
    int present = received.remaining();
    if (present < FrameCodec.LENGTH_BYTES) {
      return FrameCodec.LENGTH_BYTES - present;
    }
    int length = FrameCodec.checkLength(received.getInt(received.position()));
    return Math.max(0, FrameCodec.LENGTH_BYTES + length - present);
  }

  private void makeRoomFor(int missing) {
    if (!received.hasRemaining()) {
      received.position(0).limit(0);
    }
    if (received.capacity() - received.limit() >= missing) {
      return;
    }
    if (received.position() > 0) {
      received.compact().flip();
    }
    // Only what has come is believed, not the length that is announced: the buffer grows when it
    // is full.
    if (received.limit() == received.capacity()) {
      int doubled =
          Math.min(2 * received.capacity(), FrameCodec.LENGTH_BYTES + FrameCodec.MAX_LENGTH);
      received = ByteBuffer.allocate(doubled).put(received).flip();
    }
  }

  private boolean fill() throws IOException {
    int start = received.position();
    int end = received.limit();
    received.limit(received.capacity()).position(end);
    try {
      return link.read(received) >= 0;
    } finally {
      received.limit(received.position()).position(start);
    }
  }
}
