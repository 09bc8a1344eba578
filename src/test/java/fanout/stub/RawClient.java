package fanout.stub;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that says exactly what a test wants and shows exactly what comes back. */
final class RawClient implements AutoCloseable {
  private static final int HANG_GUARD_MILLIS = 30_000;
  private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

  private final Socket socket;
  private final InputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    in = socket.getInputStream();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(HANG_GUARD_MILLIS);
  }

  static RawClient to(URI server) throws IOException {
    return new RawClient(new Socket(server.getHost(), server.getPort()));
  }

  static String get(int number) {
    return "GET /" + number + " HTTP/1.1\r\nHost: stub\r\n\r\n";
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  void patienceMillis(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Reads one head, its empty line included. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("ended after: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Reads a body of the given length, or what there is of it before the end. */
  String body(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
  }

  /** Reads a complete reply and returns its head. */
  String reply() throws IOException {
    String head = head();
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      int expected = Integer.parseInt(length.group(1));
      if (body(expected).length() != expected) {
        throw new EOFException("the body ended early after: " + head);
      }
    }
    return head;
  }

  /** Reads until the server closes. */
  String rest() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    in.transferTo(rest);
    return rest.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
