package fanout.stub;

import fanout.Delay;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The state that all connections of a server share, and its running counts. Belongs to the event
 * loop: no other thread may touch it.
 */
final class Service {
  /** The most bytes taken by one read. A read that returns fewer shows that there are no more. */
  static final int READ_BYTES = 4096;

  private static final int SIGNIFICANT_DIGITS = 3;

  private StubConfig config;
  private final RequestParser parser = new RequestParser();
  private final Replies replies;
  private final Histogram delayErrors = new Histogram(Delay.LONGEST.toNanos(), SIGNIFICANT_DIGITS);
  private final byte[] scratch = new byte[READ_BYTES];
  private long answered;
  private long accepted;
  private long open;

  Service(StubConfig config) {
    this.config = config;
    replies = new Replies(config.bodyBytes());
  }

  RequestParser parser() {
    return parser;
  }

  Replies replies() {
    return replies;
  }

  int bodyBytes() {
    return config.bodyBytes();
  }

  /** Returns an array of {@link #READ_BYTES} for the bytes of one read, used again for the next. */
  byte[] scratch() {
    return scratch;
  }

  long delayNanosOf(Request request) {
    return config.delayNanosOf(request.number());
  }

  void setDelay(Delay delay) {
    config = config.withDelay(delay);
  }

  /** Tells whether a connection is to be closed after the request of the given place on it. */
  boolean isLast(int place) {
    return place == config.requestsPerConnection();
  }

  Optional<Fault> faultOf(Request request) {
    return config.faults().faultFor(request.number(), config.seed());
  }

  void opened() {
    accepted++;
    open++;
  }

  void closed() {
    open--;
  }

  void answered() {
    answered++;
  }

  /** Records by how much a reply came later than asked for; the clock's grain may make it early. */
  void delayError(long nanos) {
    delayErrors.recordValue(Math.clamp(nanos, 0, Delay.LONGEST.toNanos()));
  }

  void resetDelayErrors() {
    delayErrors.reset();
  }

  long open() {
    return open;
  }

  StubReport report() {
    return new StubReport(
        answered, accepted, delayErrors.getTotalCount(), delayErrors.getValueAtPercentile(99));
  }
}
