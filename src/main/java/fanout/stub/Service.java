package fanout.stub;

import fanout.Delay;
import java.util.Optional;

/**
 * The state that all connections of a server share. Belongs to the event loop: no other thread may
 * touch it.
 */
final class Service {
  /** The most bytes taken by one read. A read that returns fewer shows that there are no more. */
  static final int READ_BYTES = 4096;

  private StubConfig config;
  private final RequestParser parser = new RequestParser();
  private final Replies replies;
  private final Tally tally = new Tally();
  private final byte[] scratch = new byte[READ_BYTES];

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

  Tally tally() {
    return tally;
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
}
