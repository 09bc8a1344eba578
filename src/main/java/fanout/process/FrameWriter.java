package fanout.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Writes frames to a stream of bytes: all that were put since the last flush with one call. */
final class FrameWriter {
  private static final int INITIAL_BYTES = 4 << 10;

  private final WritableByteChannel channel;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(INITIAL_BYTES);
  private long frames;
  private long bytes;

  FrameWriter(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Encodes a frame; {@link #flush} will write it. */
  void put(Frame frame) {
    int room = FrameCodec.roomFor(frame);
    if (buffer.remaining() < room) {
      int capacity = Math.max(buffer.position() + room, 2 * buffer.capacity());
      buffer = ByteBuffer.allocateDirect(capacity).put(buffer.flip());
    }
    int start = buffer.position();
    FrameCodec.encode(frame, buffer);
    frames++;
    bytes += buffer.position() - start;
  }

  /** Writes what was put. */
  void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Returns the frames put so far. */
  long frames() {
    return frames;
  }

  /** Returns the bytes of all frames put so far. */
  long bytes() {
    return bytes;
  }
}
