package fanout.strategy;

import fanout.exchange.Exchange;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** A strategy of this process that makes each request a task of an executor service. */
abstract class ExecutorStrategy implements FanOut {
  private final int concurrency;
  private final Exchange exchange;
  private final ExecutorService executor;

  /**
   * Opens the exchange that all slots share, and then the executor.
   *
   * @param executor is shut down with this strategy
   */
  ExecutorStrategy(FanOutConfig config, Supplier<ExecutorService> executor) {
    concurrency = config.concurrency();
    exchange = config.exchange().open(config.target(), concurrency);
    this.executor = executor.get();
  }

  /** The task of each request, made by the caller, who may have to wait for that. */
  interface Tasks {
    Callable<Outcome> of(int number) throws InterruptedException;
  }

  /** Begins a batch, submits its tasks, and ends it; see {@link Gathering}. */
  final Batch gather(Timeline timeline, Tasks tasks) throws InterruptedException {
    timeline.begin();
    return Gathering.gather(timeline, concurrency, number -> executor.submit(tasks.of(number)));
  }

  /** Issues a request: what its task does in its slot. */
  final Outcome issue(Timeline timeline, int number) {
    return timeline.issue(number, exchange::issue);
  }

  final int concurrency() {
    return concurrency;
  }

  @Override
  public final long connectionsOpened() {
    return exchange.connectionsOpened();
  }

  @Override
  public final void close() {
    executor.shutdownNow();
    executor.close();
    exchange.close();
  }
}
