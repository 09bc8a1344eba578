package fanout.strategy;

import fanout.exchange.Exchange;
import fanout.ledger.Timeline;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * A fixed pool of c platform threads that take requests from one shared queue, as {@link
 * Executors#newFixedThreadPool} makes it. All c threads run before the first batch.
 */
final class ThreadPool implements FanOut {
  private static final String THREADS = "pool-slot-";

  private final int concurrency;
  private final Exchange exchange;
  private final ExecutorService executor;

  ThreadPool(FanOutConfig config) {
    concurrency = config.concurrency();
    exchange = config.exchange().open(config.target(), config.concurrency());
    executor = threads(config, THREADS);
  }

  /** Starts c platform threads whose names begin alike. */
  static ExecutorService threads(FanOutConfig config, String names) {
    ThreadPoolExecutor pool =
        (ThreadPoolExecutor)
            Executors.newFixedThreadPool(
                config.concurrency(), Thread.ofPlatform().name(names, 0).factory());
    pool.prestartAllCoreThreads();
    return pool;
  }

  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    timeline.begin();
    return Gathering.gather(
        timeline,
        concurrency,
        number -> executor.submit(() -> timeline.issue(number, exchange::issue)));
  }

  @Override
  public String slotThreads() {
    return THREADS;
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
