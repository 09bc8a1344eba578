package example;

import fanout.exchange.Exchange;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import fanout.strategy.Batch;
import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** A parallel stream over the requests, in a fork-join pool of c threads. */
final class ParallelStream implements FanOut {
  private final Exchange exchange;
  private final ForkJoinPool pool;

  ParallelStream(FanOutConfig config) {
    exchange = config.exchange().open(config.target(), config.concurrency());
    pool = new ForkJoinPool(config.concurrency());
  }

  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    Outcome[] outcomes = new Outcome[timeline.requests()];
    timeline.begin();
    timeline.submittedAll();
    try {
      pool.submit(
              () ->
                  IntStream.range(0, outcomes.length)
                      .parallel()
                      .forEach(n -> outcomes[n] = timeline.issue(n, exchange::issue)))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    timeline.gatheredAll();
    timeline.end();
    return new Batch(outcomes);
  }

  @Override
  public long connectionsOpened() {
    return exchange.connectionsOpened();
  }

  @Override
  public void close() {
    pool.shutdownNow();
    pool.close();
    exchange.close();
  }
}
