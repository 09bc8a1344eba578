package fanout.benchmarks;

import fanout.os.ParentLink;
import fanout.os.ParentWatch;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;

/** The main class of an {@link EchoProcess}: sends back every byte until there are no more. */
public final class Echo {
  private static final int BUFFER_BYTES = 64;
  private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);

  private Echo() {}

  /**
   * Echoes on the standard streams, or on the first connection to a Unix-domain socket, whose
   * readiness it tells its parent.
   *
   * @param args nothing, or the path of the socket to make
   * @throws IOException if a stream breaks
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      echo(
          new FileInputStream(FileDescriptor.in).getChannel(),
          new FileOutputStream(FileDescriptor.out).getChannel());
      return;
    }
    ParentLink parent = ParentLink.open();
    ParentWatch.start(WATCH_PERIOD);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(Path.of(args[0])));
      parent.say("ready");
      try (ByteChannel connection = server.accept()) {
        echo(connection, connection);
      }
    }
  }

  private static void echo(ReadableByteChannel in, WritableByteChannel out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    while (in.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      buffer.clear();
    }
  }
}
