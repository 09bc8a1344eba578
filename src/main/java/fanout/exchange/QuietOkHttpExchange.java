package fanout.exchange;

import java.time.Duration;

/**
 * OkHttp's blocking call, but for one thread that it otherwise wakes with each request: the one
 * that watches over timeouts. See {@link StandingTimeout}. Beside {@link OkHttpExchange} it shows
 * what that thread costs.
 */
final class QuietOkHttpExchange implements Exchange {
  private final Exchange exchange;
  private final StandingTimeout standing;

  QuietOkHttpExchange(Target target, int concurrency) {
    this(target, concurrency, Exchange.IO_LIMIT);
  }

  /** Waits for each read and write as long as the limit allows. */
  QuietOkHttpExchange(Target target, int concurrency, Duration limit) {
    exchange = new OkHttpExchange(target, concurrency, limit);
    standing = StandingTimeout.before(limit);
  }

  @Override
  public Outcome issue(int number) {
    return exchange.issue(number);
  }

  @Override
  public long connectionsOpened() {
    return exchange.connectionsOpened();
  }

  @Override
  public void close() {
    standing.close();
    exchange.close();
  }
}
