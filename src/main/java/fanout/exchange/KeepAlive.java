package fanout.exchange;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The life of a server's connections.
 *
 * @param requests the requests after which it ended one, at least 0
 * @param end the way it ended
 */
public record KeepAlive(int requests, End end) {
  /** That of a server that has not ended a connection. */
  static final KeepAlive UNENDED = new KeepAlive(0, End.NONE);

  /** Requests between two looks at the clock. */
  private static final int TURN = 20;

  /** A way of ending a connection. */
  public enum End {
    /** Not at all, as far as was tried. */
    NONE,
    /** Its last reply says so: by {@code Connection: close}, as HTTP/1.0, or by a GOAWAY. */
    ANNOUNCED,
    /** By closing it. */
    UNANNOUNCED
  }

  /**
   * Issues requests over one HTTP/1.1 connection until the server ends it.
   *
   * @param most about how many are issued at most, at least 1
   * @param limit for about how long
   * @throws InterruptedException if interrupted meanwhile
   */
  public static KeepAlive of(Target target, int most, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    try (NettyAsync client = new NettyAsync(target, 1)) {
      KeepAlive found = UNENDED;
      for (int issued = 0; found.equals(UNENDED) && issued < most; issued += TURN) {
        CountDownLatch left = new CountDownLatch(TURN);
        client.issue(TURN, new Countdown(left));
        if (!left.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return client.keepAlive();
        }
        found = client.keepAlive();
      }
      return found;
    }
  }

  /**
   * Issues requests over one HTTP/2 connection until the server ends it.
   *
   * @param most how many are issued at most, at least 1
   * @param limit for about how long
   */
  public static KeepAlive ofHttp2(Target target, int most, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try (OkHttpExchange client = OkHttpExchange.http2(target)) {
      for (int issued = 0; issued < most && System.nanoTime() < end; issued++) {
        client.issue(issued % TURN);
        if (client.connectionsOpened() > 1) {
          return new KeepAlive(issued, End.ANNOUNCED);
        }
      }
      return UNENDED;
    }
  }

  private record Countdown(CountDownLatch left) implements AsyncExchange.Progress {
    @Override
    public void submitted(int number) {}

    @Override
    public void submittedAll() {}

    @Override
    public void started(int number) {}

    @Override
    public void finished(int number, Outcome outcome) {
      left.countDown();
    }
  }
}
