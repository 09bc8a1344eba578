package fanout.strategy;

import fanout.ledger.Timeline;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * A fixed pool of c platform threads that take requests from one shared queue, as {@link
 * Executors#newFixedThreadPool} makes it. All c threads run before the first batch.
 */
final class ThreadPool extends ExecutorStrategy {
  private static final String THREADS = "pool-slot-";

  ThreadPool(FanOutConfig config) {
    super(config, () -> threads(config, THREADS));
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
    return gather(timeline, number -> () -> issue(timeline, number));
  }

  @Override
  public String slotThreads() {
    return THREADS;
  }
}
