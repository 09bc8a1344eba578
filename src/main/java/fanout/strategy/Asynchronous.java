package fanout.strategy;

import fanout.exchange.AsyncExchange;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.concurrent.CountDownLatch;

/**
 * A client with callbacks of its own, which holds back what is beyond c. A request is started and
 * sent when the client's slot has it, received and finished when the client calls back with the
 * reply read to its end. The caller sleeps until the last one and then holds all replies at once.
 */
final class Asynchronous implements FanOut {
  private final AsyncExchange exchange;

  Asynchronous(AsyncExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    Flights flights = new Flights(timeline);
    timeline.begin();
    exchange.issue(timeline.requests(), flights);
    flights.left.await();
    timeline.gatheredAll();
    timeline.end();
    return new Batch(flights.outcomes);
  }

  @Override
  public long connectionsOpened() {
    return exchange.connectionsOpened();
  }

  @Override
  public void close() {
    exchange.close();
  }

  /** The requests of one batch under way. The latch publishes what other threads have written. */
  private static final class Flights implements AsyncExchange.Progress {
    private final Timeline timeline;
    private final Outcome[] outcomes;
    private final long[] started;
    private final CountDownLatch left;

    Flights(Timeline timeline) {
      this.timeline = timeline;
      outcomes = new Outcome[timeline.requests()];
      started = new long[timeline.requests()];
      left = new CountDownLatch(timeline.requests());
    }

    @Override
    public void submitted(int number) {
      timeline.submitted(number);
    }

    @Override
    public void submittedAll() {
      timeline.submittedAll();
    }

    @Override
    public void started(int number) {
      started[number] = timeline.start();
    }

    @Override
    public void finished(int number, Outcome outcome) {
      if (timeline.isRecording()) {
        long now = System.nanoTime();
        timeline.place(number, started[number], started[number], now, now);
      }
      outcomes[number] = outcome;
      left.countDown();
    }
  }
}
