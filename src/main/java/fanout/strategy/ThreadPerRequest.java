package fanout.strategy;

import fanout.exchange.Exchange;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * A platform thread for each request, at most c of them at once: the caller takes one of c permits
 * before it starts a thread. Starting it is hand-off, which is what this way costs.
 */
final class ThreadPerRequest implements FanOut {
  private final int concurrency;
  private final Exchange exchange;
  private final Semaphore permits;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("thread-slot-", 0).factory());

  ThreadPerRequest(FanOutConfig config) {
    concurrency = config.concurrency();
    exchange = config.exchange().open(config.target(), config.concurrency());
    permits = new Semaphore(config.concurrency());
  }

  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    timeline.begin();
    return Gathering.gather(timeline, concurrency, number -> start(timeline, number));
  }

  private Future<Outcome> start(Timeline timeline, int number) throws InterruptedException {
    permits.acquire();
    return executor.submit(
        () -> {
          try {
            return timeline.issue(number, exchange::issue);
          } finally {
            permits.release();
          }
        });
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
