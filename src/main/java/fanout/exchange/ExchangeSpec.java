package fanout.exchange;

import fanout.EnumWord;
import fanout.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The choice of an exchange, as the command line names it: {@code okhttp}, {@code okhttp-quiet},
 * {@code h2c}, {@code jdk}, {@code null}, {@code spin:50us} or {@code park:2ms}.
 *
 * @param kind the sort of exchange
 * @param length the known length τ of {@code spin} and {@code park}, above zero; zero for the
 *     others
 */
public record ExchangeSpec(Kind kind, Duration length) {
  /** The forms that {@link #parse} takes, for messages and help texts. */
  public static final String FORMS = "okhttp, okhttp-quiet, h2c, jdk, null, spin:50us or park:2ms";

  /** The sorts of exchange. */
  public enum Kind {
    /** HTTP through OkHttp's blocking call. */
    OKHTTP,
    /** The same, without waking Okio's watchdog at each read and write. */
    OKHTTP_QUIET,
    /** HTTP/2 without TLS through OkHttp's blocking call, all requests on one connection. */
    H2C,
    /** HTTP through the JDK's {@code HttpClient}. */
    JDK,
    /** Returns at once: the floor of coordination. */
    NULL,
    /** Burns a known CPU time. */
    SPIN,
    /** Waits a known time without using a processor. */
    PARK
  }

  /**
   * Reads a specification.
   *
   * @param text one of {@link #FORMS}
   * @throws IllegalArgumentException if the text has another form, or a length is missing, zero or
   *     not wanted
   */
  public static ExchangeSpec parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Kind kind = EnumWord.find(Kind.class, name).orElseThrow(() -> unknown(text));
    boolean timed = kind == Kind.SPIN || kind == Kind.PARK;
    if (timed != colon >= 0) {
      throw unknown(text);
    }
    Duration length = timed ? TimeSpan.parse(text.substring(colon + 1)) : Duration.ZERO;
    if (timed && length.isZero()) {
      throw new IllegalArgumentException("the length of '" + text + "' must be > 0");
    }
    return new ExchangeSpec(kind, length);
  }

  /** Tells whether requests cross a network, so that a server is needed. */
  public boolean usesNetwork() {
    return switch (kind) {
      case OKHTTP, OKHTTP_QUIET, H2C, JDK -> true;
      case NULL, SPIN, PARK -> false;
    };
  }

  /**
   * Returns the JVM options by which a process of this machine does the same work for a request as
   * this one: a spin's rate, which workers that start together could only measure while they take
   * the processors from each other.
   */
  public List<String> jvmOptions() {
    return kind == Kind.SPIN
        ? List.of("-D" + SpinRate.PROPERTY + "=" + SpinRate.ofThisProcess())
        : List.of();
  }

  /**
   * Opens an exchange of this kind.
   *
   * @param target where requests go; {@link Target#NONE} will do without a network
   * @param concurrency the most requests in flight at once, at least 1
   * @return an exchange that the caller closes
   */
  public Exchange open(Target target, int concurrency) {
    return switch (kind) {
      case OKHTTP -> new GivingUpExchange(new OkHttpExchange(target, concurrency));
      case OKHTTP_QUIET ->
          new GivingUpExchange(OkHttpExchange.quiet(target, concurrency, Exchange.IO_LIMIT));
      case H2C -> new GivingUpExchange(OkHttpExchange.http2(target));
      case JDK -> new GivingUpExchange(new JdkExchange(target));
      case NULL -> number -> new Reply(number, 0, 0);
      case SPIN -> new SpinExchange(length);
      case PARK -> number -> park(number, length.toNanos());
    };
  }

  /** Never shorter than asked for, and longer by what the timer and the scheduler take to wake. */
  private static Outcome park(int number, long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return new Failure(number, Failure.Kind.INTERRUPTED, "interrupted while parked");
      }
    }
    return new Reply(number, 0, 0);
  }

  /** Returns the text that {@link #parse} reads back. */
  @Override
  public String toString() {
    String name = EnumWord.of(kind);
    return length.isZero() ? name : name + ":" + TimeSpan.format(length);
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException("exchange '" + text + "' is unknown; expected " + FORMS);
  }
}
