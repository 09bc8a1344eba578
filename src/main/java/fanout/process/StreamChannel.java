package fanout.process;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/** Frames through a link that carries bytes, whichever it is. */
final class StreamChannel implements FrameChannel {
  private final ByteLink link;
  private final FrameReader reader;
  private final FrameWriter writer;

  StreamChannel(ByteLink link) {
    this.link = link;
    reader = new FrameReader(link);
    writer = new FrameWriter(link);
  }

  @Override
  public void connect() throws IOException {
    link.connect();
  }

  @Override
  public boolean await() throws IOException {
    return reader.await();
  }

  @Override
  public boolean isReady() throws IOException {
    return reader.isReady(link.hasBytes());
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

  /** Whoever finds the other end dead closes the channel meanwhile, which ends sending too. */
  @Override
  public void closeSending() throws IOException {
    try {
      link.closeSending();
    } catch (ClosedChannelException closedMeanwhile) {
      return; // nothing more will be sent, which is what was asked for
    }
  }

  @Override
  public void otherEndDied() {
    link.otherEndDied();
  }

  @Override
  public void close() throws IOException {
    link.close();
  }
}
