package fanout.ledger;

/**
 * The traffic of the channels to worker processes or cluster members, and its cost. Times are sums
 * over messages that were timed, in nanoseconds.
 *
 * @param messages those sent and those received
 * @param bytes of all messages, as encoded
 * @param encodeNanos encoding them, on both sides
 * @param transferNanos from the end of encoding on one side until decoding began on the other:
 *     transfer, wake-up and, with more than one message at a time, waiting for those before it
 * @param decodeNanos decoding them, on both sides
 * @param queueNanos waiting for a thread on the far side, where that can be told from the transfer
 */
public record ChannelTally(
    long messages,
    long bytes,
    long encodeNanos,
    long transferNanos,
    long decodeNanos,
    long queueNanos) {
  /** The tally before the first message. */
  public static final ChannelTally ZERO = new ChannelTally(0, 0, 0, 0, 0, 0);

  /** Returns the sums of this tally and another. */
  public ChannelTally plus(ChannelTally other) {
    return combine(other, 1);
  }

  /** Returns what was added since an earlier tally of the same channels. */
  public ChannelTally minus(ChannelTally earlier) {
    return combine(earlier, -1);
  }

  private ChannelTally combine(ChannelTally other, int sign) {
    return new ChannelTally(
        messages + sign * other.messages,
        bytes + sign * other.bytes,
        encodeNanos + sign * other.encodeNanos,
        transferNanos + sign * other.transferNanos,
        decodeNanos + sign * other.decodeNanos,
        queueNanos + sign * other.queueNanos);
  }
}
