package fanout.strategy;

import fanout.ledger.ChannelTally;
import fanout.strategy.WorkerReplies.Moments;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * The messages of a strategy to workers and back, and their cost. With more than one message in a
 * worker's hands, the way there includes waiting for those before it.
 */
final class ChannelCounts {
  private final AtomicLongArray connectionsOpened;
  private final int workers;
  private long messages;
  private long bytes;
  private long encodeNanos;
  private long transferNanos;
  private long decodeNanos;

  /**
   * Makes counts of nothing.
   *
   * @param connectionsOpened by each worker so far, for whatever strategy: what it last answered
   * @param workers how many of them, the first, this strategy uses
   */
  ChannelCounts(AtomicLongArray connectionsOpened, int workers) {
    this.connectionsOpened = connectionsOpened;
    this.workers = workers;
  }

  /**
   * Enters a message and its answer.
   *
   * @throws IllegalStateException if caller and worker do not read one clock, so that the times of
   *     a worker mean nothing here
   */
  synchronized void enter(WorkerRequests requests, WorkerReplies replies) {
    messages += 2;
    bytes += requests.bytes() + replies.bytes();
    connectionsOpened.set(requests.worker(), replies.connectionsOpened());
    Moments far = replies.moments();
    if (far == null) {
      return;
    }
    long outbound = far.read() - requests.lastNanos();
    long inbound = replies.firstNanos() - far.encoded();
    if (outbound < 0 || inbound < 0) {
      throw new IllegalStateException(
          "the clock of worker %d is not this process's: a message took %d ns there, %d ns back"
              .formatted(requests.worker(), outbound, inbound));
    }
    encodeNanos += requests.lastNanos() - requests.firstNanos() + far.encoded() - far.issued();
    transferNanos += outbound + inbound;
    decodeNanos += far.decoded() - far.read() + replies.lastNanos() - replies.firstNanos();
  }

  synchronized ChannelTally tally() {
    return new ChannelTally(messages, bytes, encodeNanos, transferNanos, decodeNanos, 0);
  }

  /** Counts the connections that the workers had opened when they last answered anybody. */
  long connectionsOpened() {
    return IntStream.range(0, workers).mapToLong(connectionsOpened::get).sum();
  }
}
