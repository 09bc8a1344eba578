package fanout.exchange;

import java.net.URI;

/**
 * Where requests go and what a valid reply looks like.
 *
 * @param base the address that request number {@code n} is appended to as {@code /n}, such as
 *     {@code http://127.0.0.1:8080}
 * @param bodyBytes the bytes that each reply's body must have, at least 0
 */
public record Target(URI base, int bodyBytes) {
  /** The header in which a reply carries the number of the request that it answers. */
  public static final String NUMBER_HEADER = "Request-Number";

  /** Stands for no server at all: for the exchanges without a network. */
  public static final Target NONE = new Target(URI.create("none:/"), 0);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if {@code bodyBytes} is negative
   */
  public Target {
    if (bodyBytes < 0) {
      throw new IllegalArgumentException("body bytes must be >= 0, was " + bodyBytes);
    }
  }

  /**
   * Returns the address of one request.
   *
   * @param number the request's number, at least 0
   */
  public URI of(int number) {
    return URI.create(base + "/" + number);
  }
}
