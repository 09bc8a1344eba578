package fanout.exchange;

/** An exchange that issues nothing more once a request has timed out. */
final class GivingUpExchange implements Exchange {
  private final Exchange exchange;
  private final FirstTimeout timeout = new FirstTimeout();

  GivingUpExchange(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public Outcome issue(int number) {
    Failure notIssued = timeout.before(number);
    return notIssued == null ? timeout.after(exchange.issue(number)) : notIssued;
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
