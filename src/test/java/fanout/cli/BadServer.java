package fanout.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers some requests as it should, and then goes bad. */
final class BadServer implements AutoCloseable {
  private static final byte[] GOOD =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BAD =
      "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket socket;
  private final Way way;
  private final AtomicInteger left;

  /** What it does after its good replies. */
  enum Way {
    /** One byte of a body each tenth of a second, so that no read times out. */
    DRIPS,
    /** A body without end, as fast as it is taken. */
    NEVER_ENDS,
    /** Nothing. */
    SILENT
  }

  BadServer(Way way, int goodReplies) throws IOException {
    this.way = way;
    left = new AtomicInteger(goodReplies);
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      return; // by close()
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = connection.getInputStream();
      OutputStream out = connection.getOutputStream();
      while (readHead(in)) {
        if (left.getAndDecrement() > 0) {
          out.write(GOOD);
        } else {
          misbehave(out);
        }
      }
    } catch (IOException left) {
      return; // the client has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void misbehave(OutputStream out) throws IOException, InterruptedException {
    out.write(way == Way.SILENT ? new byte[0] : BAD);
    byte[] body = new byte[way == Way.DRIPS ? 1 : 1 << 16];
    while (!socket.isClosed()) {
      if (way != Way.SILENT) {
        out.write(body);
      }
      if (way != Way.NEVER_ENDS) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static boolean readHead(InputStream in) throws IOException {
    int last = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      last = last << 8 | next;
      if (last == 0x0d0a0d0a) {
        return true;
      }
    }
    return false;
  }
}
