package fanout.strategy;

import fanout.exchange.Exchange;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;

/** One request after the other on the caller's own thread: no coordination, and no overlap. */
final class SingleThread implements FanOut {
  private final Exchange exchange;

  SingleThread(FanOutConfig config) {
    exchange = config.exchange().open(config.target(), 1);
  }

  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    Outcome[] outcomes = new Outcome[timeline.requests()];
    timeline.begin();
    for (int number = 0; number < outcomes.length; number++) {
      timeline.submitted(number);
      outcomes[number] = timeline.issue(number, exchange::issue);
      timeline.gathered(number);
    }
    timeline.end();
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while issuing a batch");
    }
    return new Batch(outcomes);
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
