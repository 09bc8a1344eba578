package fanout.stub;

import java.net.InetAddress;
import java.net.URI;

/**
 * The address of stub servers: on the loopback interface, unless this process was told otherwise.
 */
public final class StubAddress {
  /** The system property that names another address, for clients on other machines. */
  public static final String PROPERTY = "fanout.stub.address";

  private static final String LOOPBACK = "127.0.0.1";

  private StubAddress() {}

  /**
   * Checks an address.
   *
   * @param text an IPv4 address of one interface
   * @throws IllegalArgumentException if the text is none
   */
  public static void check(String text) {
    if (!text.contains(".") || InetAddress.ofLiteral(text).isAnyLocalAddress()) {
      throw new IllegalArgumentException(
          "the stub's address must be that of one interface, was '" + text + "'");
    }
  }

  static String text() {
    return System.getProperty(PROPERTY, LOOPBACK);
  }

  static InetAddress own() {
    return InetAddress.ofLiteral(text());
  }

  static URI uri(int port, boolean tls) {
    return URI.create((tls ? "https://" : "http://") + text() + ":" + port);
  }
}
