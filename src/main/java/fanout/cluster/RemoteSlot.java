package fanout.cluster;

import fanout.ledger.Timeline;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One slot in a member, seen from the driver: hands it a chunk, waits for the reply, hands it the
 * next. Nothing is handed over twice: a chunk whose reply does not come is lost with its member.
 */
final class RemoteSlot {
  private final RemoteMember member;
  private final int index;
  private final SlotBooks books = new SlotBooks();
  private long sequence;

  /**
   * Makes a slot.
   *
   * @param index its index within the member's session
   */
  RemoteSlot(RemoteMember member, int index) {
    this.member = member;
    this.index = index;
  }

  SlotBooks books() {
    return books;
  }

  /** Takes chunks until there is none left, or the member is lost. */
  void run(ClusterBatch batch) {
    try {
      while (member.loss() == null) {
        Range range = batch.claim();
        if (range == null) {
          return;
        }
        issue(batch, range);
      }
    } finally {
      batch.slotDone();
    }
  }

  private void issue(ClusterBatch batch, Range range) {
    Timeline timeline = batch.timeline();
    boolean timed = timeline.isRecording();
    sequence++;
    ChunkTask task = new ChunkTask(member.session(), index, sequence, range, timed);
    long handedOver = System.nanoTime();
    try {
      ChunkReply reply = member.submit(task).get();
      if (reply.first() != range.first()
          || reply.outcomes().size() != range.count()
          || reply.isTimed() != timed) {
        throw new IllegalStateException("the reply is to another chunk than " + range);
      }
      take(task, reply, batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      batch.lose(range, handedOver, "the driver was interrupted");
      member.lost("the driver was interrupted");
    } catch (ExecutionException | RuntimeException e) { // the engine throws what it has
      @Nullable Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      member.lost(Causes.line(cause == null ? e : cause));
      batch.lose(range, handedOver, String.valueOf(member.loss()));
    }
  }

  private void take(ChunkTask task, ChunkReply reply, ClusterBatch batch) {
    Timeline timeline = batch.timeline();
    batch.store(reply);
    member.connections(reply.connectionsOpened());
    books.counted(ChunkTask.BYTES, reply.bytes());
    if (reply.isTimed()) {
      reply.placeIn(timeline, books.timed(task, reply));
    }
  }
}
