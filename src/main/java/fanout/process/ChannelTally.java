package fanout.process;

/**
 * What has gone through the channels of a pool since it was opened, and what that took. Times are
 * sums over chunks that were timed, in nanoseconds.
 *
 * @param framesSent frames from the parent to workers
 * @param framesReceived frames from workers to the parent
 * @param bytesSent bytes of the frames to workers
 * @param bytesReceived bytes of the frames from workers
 * @param parentEncodeNanos encoding chunks
 * @param outboundNanos from the parent's write until the worker had read: transfer and wake-up
 * @param workerDecodeNanos decoding chunks
 * @param workerEncodeNanos encoding results
 * @param inboundNanos from the worker's write until the parent had read: transfer and wake-up
 * @param parentDecodeNanos decoding results
 * @param queueNanos waiting for a thread on the far side, where that can be told from the transfer
 */
public record ChannelTally(
    long framesSent,
    long framesReceived,
    long bytesSent,
    long bytesReceived,
    long parentEncodeNanos,
    long outboundNanos,
    long workerDecodeNanos,
    long workerEncodeNanos,
    long inboundNanos,
    long parentDecodeNanos,
    long queueNanos) {
  /** A pool's tally before its first frame. */
  public static final ChannelTally ZERO = new ChannelTally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Returns the sums of this tally and another. */
  public ChannelTally plus(ChannelTally other) {
    return combine(other, 1);
  }

  /** Returns what was added since an earlier tally of the same pool. */
  public ChannelTally minus(ChannelTally earlier) {
    return combine(earlier, -1);
  }

  private ChannelTally combine(ChannelTally other, int sign) {
    return new ChannelTally(
        framesSent + sign * other.framesSent,
        framesReceived + sign * other.framesReceived,
        bytesSent + sign * other.bytesSent,
        bytesReceived + sign * other.bytesReceived,
        parentEncodeNanos + sign * other.parentEncodeNanos,
        outboundNanos + sign * other.outboundNanos,
        workerDecodeNanos + sign * other.workerDecodeNanos,
        workerEncodeNanos + sign * other.workerEncodeNanos,
        inboundNanos + sign * other.inboundNanos,
        parentDecodeNanos + sign * other.parentDecodeNanos,
        queueNanos + sign * other.queueNanos);
  }
}
