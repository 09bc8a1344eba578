package fanout.strategy;

import fanout.exchange.Exchange;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A virtual thread for each request. At most c requests are in flight: each thread takes one of c
 * permits, which are not fair, since fairness would hand every permit over through a parked thread.
 */
final class VirtualThreads implements FanOut {
  private final int concurrency;
  private final Exchange exchange;
  private final Semaphore permits;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("virtual-slot-", 0).factory());

  VirtualThreads(FanOutConfig config) {
    concurrency = config.concurrency();
    exchange = config.exchange().open(config.target(), config.concurrency());
    permits = new Semaphore(config.concurrency());
  }

  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    timeline.begin();
    return Gathering.gather(
        timeline, concurrency, number -> executor.submit(() -> inSlot(timeline, number)));
  }

  private Outcome inSlot(Timeline timeline, int number) throws InterruptedException {
    permits.acquire();
    try {
      return timeline.issue(number, exchange::issue);
    } finally {
      permits.release();
    }
  }

  @Override
  public long connectionsOpened() {
    return exchange.connectionsOpened();
  }

  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
    exchange.close();
  }
}
