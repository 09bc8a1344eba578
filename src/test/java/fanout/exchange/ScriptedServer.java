package fanout.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** An HTTP/1 server of few lines that answers as it is told, and notes what it was sent. */
public final class ScriptedServer implements AutoCloseable {
  private static final String BODY = "Content-Length: 2\r\n\r\nok";
  private static final int END_OF_HEAD = 0x0d0a0d0a;

  private final ServerSocket socket;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> heads = new CopyOnWriteArrayList<>();

  /** What a server answers. */
  @FunctionalInterface
  public interface Script {
    /**
     * Returns the answer.
     *
     * @param place the request's place on its connection, from 1
     */
    Answer answer(int place);
  }

  /**
   * An answer.
   *
   * @param text all of it
   * @param closes whether the connection is closed after it
   */
  public record Answer(String text, boolean closes) {}

  private ScriptedServer(ServerSocket socket, Script script) {
    this.socket = socket;
    this.script = script;
    Thread.ofPlatform().daemon().name("scripted-server").start(this::accept);
  }

  /** Starts one on the loopback interface. */
  public static ScriptedServer start(Script script) throws IOException {
    return start(ServerSocketFactory.getDefault(), InetAddress.ofLiteral("127.0.0.1"), script);
  }

  /** Starts one on an address. */
  public static ScriptedServer start(
      ServerSocketFactory factory, InetAddress address, Script script) throws IOException {
    return new ScriptedServer(factory.createServerSocket(0, 100, address), script);
  }

  /** Keeps connections for ever. */
  public static Answer keeps(int place) {
    return new Answer("HTTP/1.1 200 OK\r\n" + BODY, false);
  }

  /** Ends a connection after three requests, as the last reply says. */
  public static Answer announces(int place) {
    return announces(place, 3);
  }

  /** Ends a connection after so many requests, as the last reply says. */
  public static Answer announces(int place, int last) {
    String close = place == last ? "Connection: close\r\n" : "";
    return new Answer("HTTP/1.1 200 OK\r\n" + close + BODY, place == last);
  }

  /** Says for how many seconds it keeps a connection that is not used. */
  public static Answer idles(int place) {
    return new Answer("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5, max=90\r\n" + BODY, false);
  }

  /** Ends a connection after three requests without a word. */
  public static Answer cuts(int place) {
    return new Answer("HTTP/1.1 200 OK\r\n" + BODY, place == 3);
  }

  /** Speaks HTTP/1.0, which ends a connection after each reply. */
  public static Answer isOld(int place) {
    return new Answer("HTTP/1.0 200 OK\r\n" + BODY, true);
  }

  /** Heralds each reply. */
  public static Answer hints(int place) {
    return new Answer(
        "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n"
            + "\r\nHTTP/1.1 200 OK\r\n"
            + BODY,
        false);
  }

  /** Sends each request elsewhere. */
  public static Answer redirects(int place) {
    return new Answer("HTTP/1.1 302 Found\r\nLocation: /login\r\n" + BODY, false);
  }

  /** Returns its port. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Returns its address. */
  public String address() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Counts the connections on which a request has come. */
  public int connections() {
    return connections.get();
  }

  /** Returns the heads of the requests so far. */
  public List<String> heads() {
    return heads;
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
    } catch (SocketException closed) {
      return; // by close()
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      for (int place = 1; ; place++) {
        String head = head(connection.getInputStream());
        if (head.isEmpty()) {
          return;
        }
        if (place == 1) {
          connections.incrementAndGet();
        }
        heads.add(head);
        Answer answer = script.answer(place);
        connection.getOutputStream().write(answer.text().getBytes(StandardCharsets.US_ASCII));
        if (answer.closes()) {
          return;
        }
      }
    } catch (IOException gone) {
      return; // the client has gone
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int last = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      last = last << 8 | next;
      if (last == END_OF_HEAD) {
        return head.toString();
      }
    }
    return "";
  }
}
