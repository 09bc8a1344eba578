package fanout.exchange;

import static java.lang.Integer.parseInt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The life of a server's connections.
 *
 * @param requests the requests after which it ended one, or, if it ended none, those that were
 *     issued; at least 0
 * @param end the way it ended
 * @param idle the time for which the server keeps a connection that is not used, if it says so
 */
public record KeepAlive(int requests, End end, Optional<Duration> idle) {
  /** That of a server of which nothing has been seen. */
  static final KeepAlive UNSEEN = new KeepAlive(0, End.NONE, Optional.empty());

  /** The header of Apache, Node and others: {@code timeout=5, max=100}, in seconds. */
  private static final Pattern IDLE = Pattern.compile("(?:.*[ ,])?timeout=(\\d{1,6})(?:[ ,].*)?");

  /** Requests between two looks at the clock. */
  private static final int TURN = 20;

  private static final int FIRST = 10;

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
   * @param most how many are issued at most, at least 1
   * @param limit for about how long after the first, which may take {@value #FIRST} times as long:
   *     it loads the client's classes
   * @throws InterruptedException if interrupted meanwhile
   */
  public static KeepAlive of(Target target, int most, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.multipliedBy(FIRST).toNanos();
    try (NettyAsync client = new NettyAsync(target, 1)) {
      int issued = 0;
      while (client.keepAlive().end == End.NONE && issued < most) {
        int turn = issued == 0 ? 1 : Math.min(TURN, most - issued);
        CountDownLatch left = new CountDownLatch(turn);
        client.issue(turn, new Countdown(left));
        if (!left.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          break;
        }
        if (issued == 0) {
          end = System.nanoTime() + limit.toNanos();
        }
        issued += turn;
      }
      KeepAlive found = client.keepAlive();
      return found.end == End.NONE ? new KeepAlive(issued, End.NONE, found.idle) : found;
    }
  }

  /** Returns the same with what a reply says of idle connections, in its {@code Keep-Alive}. */
  KeepAlive told(@Nullable String header) {
    Matcher matcher = IDLE.matcher(header == null ? "" : header);
    return matcher.matches()
        ? new KeepAlive(requests, end, Optional.of(Duration.ofSeconds(parseInt(matcher.group(1)))))
        : this;
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
      int issued = 0;
      while (issued < most && System.nanoTime() < end) {
        client.issue(issued % TURN);
        if (client.connectionsOpened() > 1) {
          return new KeepAlive(issued, End.ANNOUNCED, Optional.empty());
        }
        issued++;
      }
      return new KeepAlive(issued, End.NONE, Optional.empty());
    }
  }

  private record Countdown(CountDownLatch left) implements NettyAsync.Progress {
    @Override
    public void finished(int number, Outcome outcome) {
      left.countDown();
    }
  }
}
