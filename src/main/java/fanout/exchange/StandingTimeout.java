package fanout.exchange;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/**
 * A timeout that is always the next of all of Okio's to end. Okio wakes the thread that watches
 * over timeouts whenever one is added that ends before all others: where one thread issues
 * requests, that is each read and each write. Behind this one none of them is the first, and the
 * thread sleeps on; they still end when they should.
 */
final class StandingTimeout extends AsyncTimeout implements AutoCloseable {
  private boolean closed;

  private StandingTimeout(Duration length) {
    timeout(length.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Starts one.
   *
   * @param limit the shortest of the timeouts to stand before, above zero
   */
  static StandingTimeout before(Duration limit) {
    StandingTimeout standing = new StandingTimeout(limit.dividedBy(2));
    standing.enter();
    return standing;
  }

  /** Stands there anew: once each half of the limit, on the watching thread. */
  @Override
  protected synchronized void timedOut() {
    if (!closed) {
      exit();
      enter();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    exit();
  }
}
