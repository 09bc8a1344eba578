package fanout.cluster;

import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One batch on its way through the members: slots take chunks from a shared cursor. */
final class ClusterBatch {
  private final Timeline timeline;
  private final int chunkSize;
  private final @Nullable Outcome[] outcomes;
  private final AtomicInteger cursor = new AtomicInteger();
  private final CountDownLatch running;
  private volatile boolean stopped;

  /**
   * Requests that follow each other.
   *
   * @param first the first one's number, at least 0
   * @param count how many, at least 1
   */
  record Range(int first, int count) {}

  ClusterBatch(Timeline timeline, int chunkSize, int slots) {
    this.timeline = timeline;
    this.chunkSize = chunkSize;
    outcomes = new Outcome[timeline.requests()];
    running = new CountDownLatch(slots);
  }

  Timeline timeline() {
    return timeline;
  }

  /** Takes the next chunk, or {@code null} if there is none or the batch was stopped. */
  @Nullable Range claim() {
    if (stopped) {
      return null;
    }
    int first = cursor.getAndAdd(chunkSize);
    // Below 0 only where the cursor has run over past the last request.
    return first < 0 || first >= outcomes.length
        ? null
        : new Range(first, Math.min(chunkSize, outcomes.length - first));
  }

  /** Takes in what became of a chunk, whose first request has the number. */
  void store(int first, Outcome[] ofChunk) {
    System.arraycopy(ofChunk, 0, outcomes, first, ofChunk.length);
  }

  /**
   * Takes in that a chunk was lost with its member: its first request held the slot all the time,
   * as far as the driver can tell, and the others none.
   *
   * @param fromNanos when it was handed over
   * @param why one line for a person
   */
  void lose(Range range, long fromNanos, String why) {
    long now = System.nanoTime();
    for (int number = range.first(); number < range.first() + range.count(); number++) {
      long from = number == range.first() ? fromNanos : now;
      timeline.place(number, from, from, now, now);
      outcomes[number] =
          new Failure(number, Failure.Kind.MEMBER_LOST, why + "; it may have been issued");
    }
  }

  /** Reports that a slot has nothing left to do. */
  void slotDone() {
    running.countDown();
  }

  /** Hands out no more chunks. */
  void stop() {
    stopped = true;
  }

  /** Waits until all slots are done. */
  void await() throws InterruptedException {
    running.await();
  }

  /** Gives each request that no slot took the failure that tells why, and returns all outcomes. */
  @Nullable Outcome[] finish(String why) {
    long now = System.nanoTime();
    for (int number = 0; number < outcomes.length; number++) {
      if (outcomes[number] == null) {
        timeline.place(number, now, now, now, now);
        outcomes[number] = new Failure(number, Failure.Kind.NOT_ISSUED, why);
      }
    }
    return outcomes;
  }
}
