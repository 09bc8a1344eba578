package fanout.exchange;

import io.netty.channel.epoll.Epoll;

/**
 * A client that issues requests without a thread waiting for each, and keeps to c requests in
 * flight by its own means. Used by one caller at a time.
 */
public interface AsyncExchange extends AutoCloseable {
  /**
   * Issues requests {@code 0} to {@code requests - 1}; may return before they have ended.
   *
   * @param requests the requests of a batch, at least 1
   * @param progress is told of each request's way; each request ends exactly once
   * @throws InterruptedException if the caller was interrupted; the exchange must then be closed
   */
  void issue(int requests, Progress progress) throws InterruptedException;

  /**
   * Counts the connections that this exchange has opened so far.
   *
   * @return at least 0; always 0 for a client that does not tell
   */
  long connectionsOpened();

  /** Closes connections and ends every thread that the exchange started. */
  @Override
  void close();

  /** The way of each request of a batch. Safe for use by many threads. */
  interface Progress {
    /** The caller has passed the request on, or is about to. */
    default void submitted(int number) {}

    /** The caller passes all requests on in one act. */
    default void submittedAll() {}

    /** One of the c slots has the request, and issues it now. */
    default void started(int number) {}

    /** The request's reply has been read to its end, or it failed; the slot is still taken. */
    void finished(int number, Outcome outcome);
  }

  /** Opens OkHttp's {@code enqueue}: its dispatcher holds back what is beyond c. */
  static AsyncExchange okHttp(Target target, int concurrency) {
    return new OkHttpAsync(target, concurrency);
  }

  /** Opens {@code sendAsync} of the JDK's client: the caller waits for one of c permits. */
  static AsyncExchange jdk(Target target, int concurrency) {
    return new JdkAsync(target, concurrency);
  }

  /**
   * Returns what Netty waits by: {@code epoll}, or {@code nio} where it cannot load its library, as
   * from a temporary directory without the right to execute.
   */
  static String nettyTransport() {
    return Epoll.isAvailable() ? "epoll" : "nio";
  }

  /** Opens c connections of one Netty event loop. */
  static AsyncExchange netty(Target target, int concurrency) {
    return new NettyAsync(target, concurrency);
  }
}
