package fanout.cluster;

import fanout.ledger.ChannelTally;

/**
 * What one slot has sent, received and spent on it. Written by the slot's thread during a batch,
 * read by the caller between batches.
 */
final class SlotBooks {
  private long chunks;
  private long bytesSent;
  private long bytesReceived;
  private long encodeNanos;
  private long networkNanos;
  private long farDecodeNanos;
  private long farEncodeNanos;
  private long farQueueNanos;
  private long decodeNanos;

  /** Enters a chunk and its reply, timed or not. */
  void counted(int sent, int received) {
    chunks++;
    bytesSent += sent;
    bytesReceived += received;
  }

  /**
   * Enters what the round trip of a timed chunk took. What it took longer than the chunk was in its
   * member is the network's, the engine's own threads on both sides included; half of that is taken
   * to lie before the arrival.
   *
   * @return when the chunk is taken to have arrived, on the driver's clock
   */
  long timed(ChunkTask task, ChunkReply reply) {
    MemberSpans spans = reply.spans();
    long network = reply.readBeganNanos() - task.endedNanos() - spans.stay();
    encodeNanos += task.endedNanos() - task.beganNanos();
    networkNanos += network;
    farDecodeNanos += spans.decode();
    farQueueNanos += spans.queue();
    farEncodeNanos += spans.encode();
    decodeNanos += reply.readEndedNanos() - reply.readBeganNanos();
    return task.endedNanos() + network / 2;
  }

  ChannelTally tally() {
    return new ChannelTally(
        2 * chunks,
        bytesSent + bytesReceived,
        encodeNanos + farEncodeNanos,
        networkNanos,
        farDecodeNanos + decodeNanos,
        farQueueNanos);
  }
}
