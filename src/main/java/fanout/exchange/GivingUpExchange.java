package fanout.exchange;

import org.jspecify.annotations.Nullable;

/**
 * An exchange that issues nothing more once a request has timed out: whatever its server does, the
 * batch has failed, and each further request might wait as long.
 */
final class GivingUpExchange implements Exchange {
  private final Exchange exchange;
  private volatile @Nullable Failure first;

  GivingUpExchange(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public Outcome issue(int number) {
    Failure before = first;
    if (before != null) {
      return new Failure(number, Failure.Kind.NOT_ISSUED, "since " + before);
    }
    Outcome outcome = exchange.issue(number);
    if (outcome instanceof Failure failure && failure.kind() == Failure.Kind.TIMEOUT) {
      first = failure;
    }
    return outcome;
  }

  @Override
  public long connectionsOpened() {
    return exchange.connectionsOpened();
  }

  @Override
  public void close() {
    exchange.close();
  }
}
