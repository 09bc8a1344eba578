package fanout.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/**
 * The one address of a server that all clients of this process connect to. Of a name that has
 * several, such as {@code localhost}, it is the first that accepts a connection: by themselves some
 * clients would try the first alone, and others all of them.
 */
final class Peer {
  private static final int TRY_MILLIS = 2_000;
  private static final Map<InetSocketAddress, InetSocketAddress> FOUND = new HashMap<>();

  /** The lookup of names, which tests replace. */
  static volatile Names names = InetAddress::getAllByName;

  private Peer() {}

  @FunctionalInterface
  interface Names {
    /** Returns all addresses of a host, in the order in which they are to be tried. */
    InetAddress[] lookUp(String host) throws UnknownHostException;
  }

  /** Returns the address of a target's server; unresolved if its name is not known. */
  static synchronized InetSocketAddress of(Target target) {
    InetSocketAddress named =
        InetSocketAddress.createUnresolved(target.base().getHost(), target.port());
    InetSocketAddress found = FOUND.get(named);
    return found == null ? find(named) : found;
  }

  private static InetSocketAddress find(InetSocketAddress named) {
    InetAddress[] all;
    try {
      all = names.lookUp(named.getHostString());
    } catch (UnknownHostException e) {
      return named; // the client says so in its own words
    }
    for (InetAddress one : all) {
      InetSocketAddress address = new InetSocketAddress(one, named.getPort());
      if (all.length == 1 || accepts(address)) {
        FOUND.put(named, address);
        return address;
      }
    }
    return new InetSocketAddress(all[0], named.getPort());
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, TRY_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
