package fanout.strategy;

import fanout.exchange.Exchange;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A control in this process: c threads, each of which knows its {@linkplain Shares share} of the
 * requests beforehand. Only one start and one join of c tasks are left of what a strategy
 * synchronizes: there is no queue of requests, no future and no permit for each.
 */
final class Oracle implements FanOut {
  private static final String THREADS = "oracle-slot-";

  private final Shares shares;
  private final String slotThreads;
  private final ExecutorService executor;

  /** One a slot, or one for all. */
  private final List<Exchange> exchanges = new ArrayList<>();

  private Oracle(FanOutConfig config, ExecutorService executor, String slotThreads, int exchanges) {
    this.slotThreads = slotThreads;
    shares = new Shares(config.concurrency(), config.delayNanos());
    this.executor = executor;
    for (int opened = 0; opened < exchanges; opened++) {
      this.exchanges.add(config.exchange().open(config.target(), config.concurrency() / exchanges));
    }
  }

  /** Opens {@link Strategy#ORACLE_THREADS}. */
  static Oracle ofThreadsWithOwnClients(FanOutConfig config) {
    return new Oracle(config, ThreadPool.threads(config, THREADS), THREADS, config.concurrency());
  }

  /** Opens {@link Strategy#ORACLE_SHARED}. */
  static Oracle ofThreads(FanOutConfig config) {
    return new Oracle(config, ThreadPool.threads(config, THREADS), THREADS, 1);
  }

  /** Opens {@link Strategy#ORACLE_VIRTUAL}. */
  static Oracle ofVirtualThreads(FanOutConfig config) {
    return new Oracle(
        config,
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("virtual-slot-", 0).factory()),
        "",
        1);
  }

  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    Outcome[] outcomes = new Outcome[timeline.requests()];
    List<Callable<Void>> slots = slots(timeline, outcomes);
    timeline.begin();
    timeline.submittedAll();
    List<Future<Void>> joined = executor.invokeAll(slots);
    timeline.gatheredAll();
    timeline.end();
    for (Future<Void> slot : joined) {
      try {
        slot.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("issuing a request threw " + e.getCause(), e.getCause());
      }
    }
    return new Batch(outcomes);
  }

  private List<Callable<Void>> slots(Timeline timeline, Outcome[] outcomes) {
    int[][] numbers = shares.ofBatch(timeline.requests());
    List<Callable<Void>> slots = new ArrayList<>(numbers.length);
    for (int slot = 0; slot < numbers.length; slot++) {
      int[] share = numbers[slot];
      Exchange exchange = exchanges.get(slot % exchanges.size());
      slots.add(
          () -> {
            for (int number : share) {
              outcomes[number] = timeline.issue(number, exchange::issue);
            }
            return null;
          });
    }
    return slots;
  }

  @Override
  public String slotThreads() {
    return slotThreads;
  }

  @Override
  public long connectionsOpened() {
    return exchanges.stream().mapToLong(Exchange::connectionsOpened).sum();
  }

  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
    exchanges.forEach(Exchange::close);
  }
}
