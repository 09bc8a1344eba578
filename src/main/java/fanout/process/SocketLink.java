package fanout.process;

import fanout.os.PrivateFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A Unix-domain socket: the end that waits for the other one, or the end that comes to it. */
final class SocketLink implements ByteLink {
  private final PrivateFile place;
  private final @Nullable ServerSocketChannel server;
  private volatile @Nullable SocketChannel socket;

  private SocketLink(PrivateFile place, @Nullable ServerSocketChannel server) {
    this.place = place;
    this.server = server;
  }

  /** Makes a socket that one other process may connect to. */
  static SocketLink listen(PrivateFile place) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean bound = false;
    try {
      server.bind(UnixDomainSocketAddress.of(place.path()), 1);
      bound = true;
      return new SocketLink(place, server);
    } finally {
      if (!bound) {
        server.close();
      }
    }
  }

  /** Connects to a socket that listens, and removes its file. */
  static SocketLink join(PrivateFile place) throws IOException {
    SocketLink link = new SocketLink(place, null);
    link.socket = SocketChannel.open(UnixDomainSocketAddress.of(place.path()));
    place.remove();
    return link;
  }

  @Override
  public void connect() throws IOException {
    if (server != null) {
      socket = server.accept();
      server.close();
      place.remove();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return connected().read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return connected().write(from);
  }

  @Override
  public boolean isOpen() {
    SocketChannel open = socket;
    return open != null && open.isOpen();
  }

  @Override
  public void closeSending() throws IOException {
    SocketChannel open = socket;
    if (open == null) {
      close();
    } else if (open.isOpen()) {
      open.shutdownOutput();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (server != null) {
        server.close();
      }
      SocketChannel open = socket;
      if (open != null) {
        open.close();
      }
    } finally {
      place.remove();
    }
  }

  private SocketChannel connected() {
    SocketChannel open = socket;
    if (open == null) {
      throw new NotYetConnectedException();
    }
    return open;
  }
}
