package fanout.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/** A channel to a process's standard input, whose own stream keeps bytes back until flushed. */
final class FlushedChannel implements WritableByteChannel {
  private final OutputStream stream;
  private final WritableByteChannel channel;

  FlushedChannel(OutputStream stream) {
    this.stream = stream;
    channel = Channels.newChannel(stream);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int written = channel.write(source);
    stream.flush();
    return written;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
