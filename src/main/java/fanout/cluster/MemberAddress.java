package fanout.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The address at which a member listens.
 *
 * @param host a name or an IPv4 address
 * @param port from 0 to 65535; 0 lets the system choose
 */
public record MemberAddress(String host, int port) {
  private static final int LAST_PORT = 65_535;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the host is empty or the port out of its range
   */
  public MemberAddress {
    if (host.isBlank() || host.contains(":")) {
      throw new IllegalArgumentException(
          "a member's host must be a name or IPv4, was '" + host + "'");
    }
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException("a port must be from 0 to 65535, was " + port);
    }
  }

  /**
   * Reads one address.
   *
   * @param text {@code HOST:PORT}
   * @throws IllegalArgumentException if the text has another form
   */
  public static MemberAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) == 0) {
      throw new IllegalArgumentException("a member must be HOST:PORT, was '" + text + "'");
    }
    return new MemberAddress(text.substring(0, colon), Integer.parseInt(port));
  }

  /**
   * Reads a list.
   *
   * @param text {@code HOST:PORT}, separated by commas
   * @throws IllegalArgumentException if one has another form, or there is none
   */
  public static List<MemberAddress> parseAll(String text) {
    return Arrays.stream(text.split(",", -1)).map(MemberAddress::parse).distinct().toList();
  }

  /** Returns {@code HOST:PORT}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }

  /** Tries to connect, and closes again. */
  void requireReachable(Duration limit) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(resolved(), port), (int) limit.toMillis());
    } catch (IOException e) {
      throw new ClusterException(
          "no cluster member can be reached at " + this + " (" + e.getMessage() + ")", e);
    }
  }

  /** Refuses an address that no interface of this machine has: a wildcard is none either. */
  void requireOwn() {
    try {
      if (NetworkInterface.getByInetAddress(resolved()) == null) {
        throw new ClusterException("'" + host + "' is no address of this machine");
      }
    } catch (IOException e) {
      throw new ClusterException("the interfaces of this machine cannot be listed", e);
    }
  }

  /** Tells whether another name means the same place. */
  boolean isSameAs(MemberAddress other) {
    return port == other.port && resolved().equals(other.resolved());
  }

  InetAddress resolved() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new ClusterException("the host of member " + this + " is unknown", e);
    }
  }
}
