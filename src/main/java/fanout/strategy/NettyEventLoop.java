package fanout.strategy;

import fanout.exchange.NettyAsync;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.concurrent.CountDownLatch;

/**
 * A Netty event loop with c connections. A request is started and sent when a connection has it,
 * received and finished when its reply has been read to its end. The caller sleeps until the last
 * one and then holds all replies at once.
 */
final class NettyEventLoop implements FanOut {
  private final NettyAsync client;

  NettyEventLoop(FanOutConfig config) {
    client = new NettyAsync(config.target(), config.concurrency());
  }

  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    Flights flights = new Flights(timeline);
    timeline.begin();
    timeline.submittedAll();
    client.issue(timeline.requests(), flights);
    flights.left.await();
    timeline.gatheredAll();
    timeline.end();
    return new Batch(flights.outcomes);
  }

  @Override
  public long connectionsOpened() {
    return client.connectionsOpened();
  }

  @Override
  public void close() {
    client.close();
  }

  /** The requests of one batch under way. The latch publishes what other threads have written. */
  private static final class Flights implements NettyAsync.Progress {
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
