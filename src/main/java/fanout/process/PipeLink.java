package fanout.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Two pipes, one for each direction. */
record PipeLink(InputStream in, OutputStream out) implements ByteLink {
  @Override
  public int read(ByteBuffer into) throws IOException {
    int most = Math.min(into.remaining(), MOST_AT_ONCE);
    int count = in.read(into.array(), into.arrayOffset() + into.position(), most);
    if (count > 0) {
      into.position(into.position() + count);
    }
    return count;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      int count = Math.min(from.remaining(), MOST_AT_ONCE);
      out.write(from.array(), from.arrayOffset() + from.position(), count);
      from.position(from.position() + count);
    }
    out.flush();
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
