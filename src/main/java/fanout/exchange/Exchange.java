package fanout.exchange;

import java.time.Duration;

/**
 * One way of issuing a request and validating its reply. Safe for use by many threads at once.
 *
 * <p>A reply is valid when it has been read to its end and its status, its request number and its
 * length are the expected ones. Whatever else happens to a request is a {@link Failure} value; an
 * exchange does not throw for what a server or a network did.
 */
public interface Exchange extends AutoCloseable {
  /** The time limit of connecting, of a read and of a write: beyond it, a request has timed out. */
  Duration IO_LIMIT = Duration.ofSeconds(10);

  /**
   * Issues one request and waits for its reply.
   *
   * @param number the request's number, at least 0; a reply must carry the same
   * @return the validated reply, or what went wrong. An interrupt gives a failure and leaves the
   *     thread's interrupt status set.
   */
  Outcome issue(int number);

  /**
   * Counts the connections that this exchange has opened so far.
   *
   * @return at least 0; always 0 for an exchange without a network
   */
  default long connectionsOpened() {
    return 0;
  }

  /** Closes idle connections and ends every thread that the exchange started. */
  @Override
  default void close() {}
}
