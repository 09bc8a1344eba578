package fanout.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Passes bytes between a port and another one, until it is cut: then it holds all back in silence.
 * Once nobody listens at the other port, who connects is taken in by the system and hears nothing.
 */
final class Relay implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ServerSocket server;
  private final List<Socket> sockets = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int target;
  private volatile boolean cut;

  Relay() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Returns {@code HOST:PORT} of its front. */
  String address() {
    return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  /** Tells where bytes go. */
  void passTo(int port) {
    target = port;
  }

  /** Passes no more bytes in either direction, and closes nothing. */
  void cut() {
    cut = true;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private void accept() throws IOException, InterruptedException {
    while (true) {
      Socket front = server.accept();
      Socket back = new Socket(InetAddress.getLoopbackAddress(), target);
      synchronized (sockets) {
        sockets.add(front);
        sockets.add(back);
      }
      start(() -> pass(front, back));
      start(() -> pass(back, front));
    }
  }

  private void pass(Socket from, Socket to) throws IOException, InterruptedException {
    from.setTcpNoDelay(true);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (cut) {
          closed.await();
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Work work) {
    Thread.ofPlatform()
        .daemon()
        .name("relay")
        .start(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // one end is closed, so both are
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
