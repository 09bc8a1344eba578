package fanout.process;

import fanout.os.PrivateFolder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Two Unix-domain sockets, one for each direction: the end that waits for the other one, or the end
 * that comes to it. Writing does not block in the kernel, since the interrupt of a thread that
 * blocks there closes the socket.
 */
final class SocketLink implements ByteLink {
  private static final long LOOK_MILLIS = 200;

  private final Path place;
  private final @Nullable ServerSocketChannel server;
  private volatile @Nullable SocketChannel in;
  private volatile @Nullable SocketChannel out;

  private SocketLink(Path place, @Nullable ServerSocketChannel server) {
    this.place = place;
    this.server = server;
  }

  /** Makes a socket that one other process may connect to. */
  static SocketLink listen(Path place) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean bound = false;
    try {
      server.bind(UnixDomainSocketAddress.of(place), 2);
      bound = true;
      return new SocketLink(place, server);
    } finally {
      if (!bound) {
        server.close();
      }
    }
  }

  /** Connects to a socket that listens, and removes its file. */
  static SocketLink join(Path place) throws IOException {
    SocketLink link = new SocketLink(place, null);
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(place);
    link.out = writing(SocketChannel.open(address));
    link.in = SocketChannel.open(address);
    PrivateFolder.removeOf(place);
    return link;
  }

  /** Accepts what {@link #join} connects, in the same order. */
  @Override
  public void connect() throws IOException {
    if (server != null) {
      in = server.accept();
      out = writing(server.accept());
      server.close();
      PrivateFolder.removeOf(place);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int limit = into.limit();
    into.limit(Math.min(limit, into.position() + MOST_AT_ONCE));
    try {
      return connected(in).read(into);
    } finally {
      into.limit(limit);
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    SocketChannel to = connected(out);
    int limit = from.limit();
    while (from.position() < limit) {
      from.limit(Math.min(limit, from.position() + MOST_AT_ONCE));
      int written = to.write(from);
      from.limit(limit);
      if (written == 0) {
        awaitRoom(to);
      }
    }
  }

  @Override
  public void closeSending() throws IOException {
    SocketChannel open = out;
    if (open == null) {
      close();
    } else {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    SocketChannel openIn = in;
    SocketChannel openOut = out;
    try (server;
        openIn;
        openOut) {
      PrivateFolder.removeOf(place);
    }
  }

  private static SocketChannel writing(SocketChannel socket) throws IOException {
    socket.configureBlocking(false);
    return socket;
  }

  /** A socket that is closed meanwhile wakes nobody here, and an interrupt wakes without need. */
  private static void awaitRoom(SocketChannel to) throws IOException {
    boolean interrupted = false;
    try (Selector selector = Selector.open()) {
      to.register(selector, SelectionKey.OP_WRITE);
      while (to.isOpen() && selector.select(LOOK_MILLIS) == 0) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static SocketChannel connected(@Nullable SocketChannel socket) {
    if (socket == null) {
      throw new NotYetConnectedException();
    }
    return socket;
  }
}
