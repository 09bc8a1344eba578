package fanout.strategy;

import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A platform thread for each request, at most c of them at once: the caller takes one of c permits
 * before it starts a thread. Starting it is hand-off, which is what this way costs.
 */
final class ThreadPerRequest extends ExecutorStrategy {
  private final Semaphore permits;

  ThreadPerRequest(FanOutConfig config) {
    super(
        config,
        () ->
            Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("thread-slot-", 0).factory()));
    permits = new Semaphore(config.concurrency());
  }

  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    return gather(timeline, number -> withPermit(timeline, number));
  }

  private Callable<Outcome> withPermit(Timeline timeline, int number) throws InterruptedException {
    permits.acquire();
    return () -> {
      try {
        return issue(timeline, number);
      } finally {
        permits.release();
      }
    };
  }
}
