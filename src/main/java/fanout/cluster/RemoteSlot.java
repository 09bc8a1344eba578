package fanout.cluster;

import fanout.ledger.ChannelTally;
import fanout.ledger.Timeline;
import fanout.strategy.WorkerReplies;
import fanout.strategy.WorkerReplies.Moments;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One slot in a member, seen from the driver: hands it a chunk, waits for the reply, hands it the
 * next. Nothing is handed over twice: a chunk whose reply does not come is lost with its member.
 */
final class RemoteSlot {
  private final RemoteMember member;
  private final int index;
  private long sequence;
  private ChannelTally tally = ChannelTally.ZERO;

  /**
   * Makes a slot.
   *
   * @param index its index within the member's session
   */
  RemoteSlot(RemoteMember member, int index) {
    this.member = member;
    this.index = index;
  }

  /** Takes chunks until there is none left, or the member is lost. */
  void run(ClusterBatch batch) {
    try {
      while (member.loss() == null) {
        ClusterBatch.Range range = batch.claim();
        if (range == null) {
          return;
        }
        issue(batch, range);
      }
    } finally {
      batch.slotDone();
    }
  }

  private void issue(ClusterBatch batch, ClusterBatch.Range range) {
    Timeline timeline = batch.timeline();
    boolean timed = timeline.isRecording();
    sequence++;
    ChunkTask task = new ChunkTask(member.session(), index, sequence, range, timed);
    long handedOver = System.nanoTime();
    try {
      WorkerReplies replies = member.submit(task).get().replies();
      if (replies.outcomes().length != range.count()
          || replies.outcomes()[0].number() != range.first()
          || (replies.moments() != null) != timed) {
        throw new IllegalStateException("the reply is to another chunk than " + range);
      }
      take(task, replies, batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      batch.lose(range, handedOver, "the driver was interrupted");
      member.lost("the driver was interrupted");
    } catch (ExecutionException | RuntimeException e) { // the engine throws what it has
      @Nullable Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      member.lost(EngineLog.line(cause == null ? e : cause));
      batch.lose(range, handedOver, String.valueOf(member.loss()));
    }
  }

  private void take(ChunkTask task, WorkerReplies replies, ClusterBatch batch) {
    batch.store(task.first(), replies.outcomes());
    member.connections(replies.connectionsOpened());
    tally = tally.plus(new ChannelTally(2, ChunkTask.BYTES + replies.bytes(), 0, 0, 0, 0));
    Moments far = replies.moments();
    if (far != null) {
      replies.placeIn(batch.timeline(), arrival(task, replies, far) - far.read());
    }
  }

  /**
   * Enters what the round trip of a timed chunk took. What it took longer than the chunk was in its
   * member is the network's, the engine's own threads on both sides included; half of that is taken
   * to lie before the arrival. Of the member's clock only differences are used.
   *
   * @return when the chunk is taken to have arrived, on the driver's clock
   */
  private long arrival(ChunkTask task, WorkerReplies replies, Moments far) {
    long stay = far.encoded() - far.read();
    long network = replies.firstNanos() - task.endedNanos() - stay;
    long encode = task.endedNanos() - task.beganNanos() + far.encoded() - far.issued();
    long decode = replies.lastNanos() - replies.firstNanos() + far.decoded() - far.read();
    long queue = replies.startedNanos() - far.decoded();
    tally = tally.plus(new ChannelTally(0, 0, encode, network, decode, queue));
    return task.endedNanos() + network / 2;
  }

  /** Returns what the slot has sent, received and spent on it. To be called between batches. */
  ChannelTally tally() {
    return tally;
  }
}
