package fanout.worker;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Frames through two pipes, one for each direction. */
final class PipeChannel implements FrameChannel {
  private final ReadableByteChannel in;
  private final WritableByteChannel out;
  private final FrameReader reader;
  private final FrameWriter writer;

  PipeChannel(ReadableByteChannel in, WritableByteChannel out) {
    this.in = in;
    this.out = out;
    reader = new FrameReader(in);
    writer = new FrameWriter(out);
  }

  @Override
  public boolean await() throws IOException {
    return reader.await();
  }

  @Override
  public Frame take() throws BadFrameException {
    return reader.take();
  }

  @Override
  public void put(Frame frame) {
    writer.put(frame);
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public long framesReceived() {
    return reader.frames();
  }

  @Override
  public long framesSent() {
    return writer.frames();
  }

  @Override
  public long bytesReceived() {
    return reader.bytes();
  }

  @Override
  public long bytesSent() {
    return writer.bytes();
  }

  @Override
  public void closeSending() throws IOException {
    out.close();
  }

  @Override
  public void close() throws IOException {
    try (in) {
      out.close();
    }
  }
}
