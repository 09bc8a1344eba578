package fanout.process;

/**
 * What one lane has sent, received and spent on it, and how its worker's times become this
 * process's. Guarded by its lane: what is sent, and what is received, each by one thread at a time.
 */
final class LaneBooks {
  private volatile ClockAlignment clocks = ClockAlignment.UNTRIED;
  private long connectionsOpened;
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

  /** Enters how the worker's clock relates to this process's. */
  void align(ClockAlignment found) {
    clocks = found;
  }

  /** Enters how long encoding a timed chunk took. */
  void encoded(long nanos) {
    parentEncodeNanos += nanos;
  }

  /**
   * Enters what the round trip of a timed chunk took. With more than one in a worker's hands, the
   * way there includes waiting for those before it.
   *
   * @param times what the worker tells of it
   * @param writtenNanos just before the chunk was written
   * @param readNanos when its results had been read
   * @param decodedNanos when they had been decoded
   * @return what to add to the worker's readings
   */
  long received(ChunkTimes times, long writtenNanos, long readNanos, long decodedNanos) {
    long shift = clocks.shift(writtenNanos, times.readNanos(), times.encodedNanos(), readNanos);
    outboundNanos += times.readNanos() + shift - writtenNanos;
    workerDecodeNanos += times.decodeNanos();
    workerEncodeNanos += times.encodeNanos();
    inboundNanos += readNanos - (times.encodedNanos() + shift);
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
