package fanout.process;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads frames from a stream of bytes. A system call takes all bytes that are there, so a frame
 * that was written whole is read whole by one call.
 */
final class FrameReader {
  private static final int INITIAL_BYTES = 16 << 10;

  private final ReadableByteChannel channel;
  private final FrameCodec codec = new FrameCodec();

  /** Bytes read and not yet taken lie between position and limit. */
  private ByteBuffer buffer = ByteBuffer.allocateDirect(INITIAL_BYTES).limit(0);

  private long frames;
  private long bytes;

  FrameReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until a whole frame is there.
   *
   * @return false if the stream has ended after the last whole frame
   * @throws BadFrameException if the frame's length is not a possible one
   * @throws EOFException if the stream ends within a frame
   */
  boolean await() throws IOException {
    while (true) {
      int missing = missingBytes();
      if (missing == 0) {
        return true;
      }
      makeRoomFor(missing);
      if (!fill()) {
        if (buffer.hasRemaining()) {
          throw new EOFException("the channel ended within a frame");
        }
        return false;
      }
    }
  }

  /**
   * Tells, without waiting, whether a whole frame is there.
   *
   * @param hasBytes whether the stream is known to have bytes, so that reading it does not wait
   * @throws BadFrameException if the frame's length is not a possible one
   */
  boolean isReady(boolean hasBytes) throws IOException {
    int missing = missingBytes();
    if (missing > 0 && hasBytes) {
      makeRoomFor(missing);
      fill();
      missing = missingBytes();
    }
    return missing == 0;
  }

  /**
   * Decodes the frame that {@link #await} has waited for.
   *
   * @throws BadFrameException if its bytes are no frame
   */
  Frame take() throws BadFrameException {
    int length = buffer.getInt();
    int end = buffer.limit();
    buffer.limit(buffer.position() + length);
    Frame frame = codec.decode(buffer);
    buffer.limit(end);
    frames++;
    bytes += FrameCodec.LENGTH_BYTES + length;
    return frame;
  }

  /** Returns the frames taken so far. */
  long frames() {
    return frames;
  }

  /** Returns the bytes of all frames taken so far, their lengths included. */
  long bytes() {
    return bytes;
  }

  /** Returns how many bytes the next frame lacks, or its length field if that is not there. */
  private int missingBytes() throws BadFrameException {
    int present = buffer.remaining();
    if (present < FrameCodec.LENGTH_BYTES) {
      return FrameCodec.LENGTH_BYTES - present;
    }
    int length = FrameCodec.checkLength(buffer.getInt(buffer.position()));
    return Math.max(0, FrameCodec.LENGTH_BYTES + length - present);
  }

  private void makeRoomFor(int missing) {
    if (!buffer.hasRemaining()) {
      buffer.position(0).limit(0);
    }
    if (buffer.capacity() - buffer.limit() >= missing) {
      return;
    }
    if (buffer.position() > 0) {
      buffer.compact().flip();
    }
    // Only what has come is believed, not the length that is announced: the buffer grows when it
    // is full.
    if (buffer.limit() == buffer.capacity()) {
      int doubled =
          Math.min(2 * buffer.capacity(), FrameCodec.LENGTH_BYTES + FrameCodec.MAX_LENGTH);
      buffer = ByteBuffer.allocateDirect(doubled).put(buffer).flip();
    }
  }

  private boolean fill() throws IOException {
    int start = buffer.position();
    int end = buffer.limit();
    buffer.limit(buffer.capacity()).position(end);
    try {
      return channel.read(buffer) >= 0;
    } finally {
      buffer.limit(buffer.position()).position(start);
    }
  }
}
