package fanout.exchange;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The server that requests go to, and what a valid reply looks like.
 *
 * @param base the address that request number {@code n} is appended to as {@code /n}, such as
 *     {@code http://127.0.0.1:8080}; of a server that is not ours, the whole address
 * @param bodyBytes the bytes that each reply's body must have, at least 0; {@link #ANY_LENGTH} for
 *     a server that is not ours, whose replies are checked by their status only
 */
public record Target(URI base, int bodyBytes) {
  /** The header in which a reply carries the number of the request that it answers. */
  public static final String NUMBER_HEADER = "Request-Number";

  /** The {@code Accept-Encoding} of every client: bodies as they are. */
  static final String ENCODING = "identity";

  /** Stands for the length of a reply that is not known beforehand. */
  public static final int ANY_LENGTH = -1;

  /** Stands for no server at all: for the exchanges without a network. */
  public static final Target NONE = new Target(URI.create("none:/"), 0);

  /** The form that {@link #parse} takes, for messages and help texts. */
  public static final String FORM =
      "http[s]://HOST[:PORT][/PATH], where {n} stands for the request's number";

  private static final String HTTPS = "https";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private static final String PLACE = "{n}";
  private static final String ESCAPED_PLACE = "%7Bn%7D";
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if {@code bodyBytes} is negative and not {@link #ANY_LENGTH}
   */
  public Target {
    if (bodyBytes < ANY_LENGTH) {
      throw new IllegalArgumentException("body bytes must be >= 0, was " + bodyBytes);
    }
  }

  /**
   * Reads the address of a server that is not ours.
   *
   * @param text an address of the form {@link #FORM}
   * @throws IllegalArgumentException if it has another form
   */
  public static Target parse(String text) {
    URI uri;
    try {
      uri = new URI(text.replace(PLACE, ESCAPED_PLACE));
    } catch (URISyntaxException e) {
      throw unsuitable(text, e.getReason());
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals(HTTPS)) || uri.getHost() == null) {
      throw unsuitable(text, "scheme or host is missing");
    }
    if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
      throw unsuitable(text, "there is no port " + uri.getPort());
    }
    if (uri.getUserInfo() != null || uri.getFragment() != null) {
      throw unsuitable(text, "a user or a fragment has no use here");
    }
    return new Target(uri, ANY_LENGTH);
  }

  /** Tells whether replies are checked by their status only: the server is not ours. */
  public boolean isStatusOnly() {
    return bodyBytes == ANY_LENGTH;
  }

  /** Tells whether requests are encrypted. */
  public boolean isSecure() {
    return HTTPS.equalsIgnoreCase(base.getScheme());
  }

  /** Returns the port, from 1 to 65535: the scheme's own where none is given. */
  int port() {
    return base.getPort() > 0 ? base.getPort() : isSecure() ? HTTPS_PORT : HTTP_PORT;
  }

  /** Tells whether all requests go to the same address. */
  public boolean isFixed() {
    return isStatusOnly() && !base.toString().contains(ESCAPED_PLACE);
  }

  /**
   * Returns the address of one request.
   *
   * @param number the request's number, at least 0
   */
  public URI of(int number) {
    if (isStatusOnly()) {
      return isFixed()
          ? base
          : URI.create(base.toString().replace(ESCAPED_PLACE, Integer.toString(number)));
    }
    return URI.create(base + "/" + number);
  }

  private static IllegalArgumentException unsuitable(String text, String reason) {
    return new IllegalArgumentException(
        "target must be %s, was '%s': %s".formatted(FORM, text, reason));
  }
}
