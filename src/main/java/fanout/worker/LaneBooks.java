package fanout.worker;

import fanout.worker.Frame.Stamps;

/** What one lane has sent, received and spent on it. Guarded by its lane. */
final class LaneBooks {
  private long connectionsOpened;
  private long writtenNanos;
  private long parentEncodeNanos;
  private long outboundNanos;
  private long workerDecodeNanos;
  private long workerEncodeNanos;
  private long inboundNanos;
  private long parentDecodeNanos;

  /** Enters the connections that the worker has opened so far. */
  void connections(long openedSoFar) {
    connectionsOpened = openedSoFar;
  }

  /** Returns the connections that the worker has opened so far. */
  long connectionsOpened() {
    return connectionsOpened;
  }

  /**
   * Enters that a timed chunk is about to be written.
   *
   * @param beginNanos before it was encoded
   * @param endNanos after it was encoded, just before it is written
   */
  void sending(long beginNanos, long endNanos) {
    parentEncodeNanos += endNanos - beginNanos;
    writtenNanos = endNanos;
  }

  /**
   * Enters what the round trip of a timed chunk took.
   *
   * @param readNanos when its results had been read
   * @param decodedNanos when they had been decoded
   * @return what to add to the worker's readings
   */
  long received(Stamps stamps, long readNanos, long decodedNanos, ClockAlignment clocks) {
    long shift = clocks.shift(writtenNanos, stamps.readNanos(), stamps.writtenNanos(), readNanos);
    outboundNanos += stamps.readNanos() + shift - writtenNanos;
    workerDecodeNanos += stamps.decodeNanos();
    workerEncodeNanos += stamps.encodeNanos();
    inboundNanos += readNanos - (stamps.writtenNanos() + shift);
    parentDecodeNanos += decodedNanos - readNanos;
    return shift;
  }

  /** Returns the sums so far, with what the channel has counted. */
  ChannelTally tally(FrameChannel channel) {
    return new ChannelTally(
        channel.framesSent(),
        channel.framesReceived(),
        channel.bytesSent(),
        channel.bytesReceived(),
        parentEncodeNanos,
        outboundNanos,
        workerDecodeNanos,
        workerEncodeNanos,
        inboundNanos,
        parentDecodeNanos,
        0);
  }
}
