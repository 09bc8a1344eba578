package fanout.strategy;

import fanout.exchange.Exchange;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;

/** One request after the other on the caller's own thread: no coordination, and no overlap. */
final class SingleThread implements FanOut {
  /** As much as the kernel keeps of a thread's name. */
  private static final int LONGEST_NAME = 15;

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

  /** The caller's thread, which is the one that asks. */
  @Override
  public String slotThreads() {
    String name = Thread.currentThread().getName();
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  @Override
  public void close() {
    exchange.close();
  }
}
