package fanout.cluster;

import fanout.exchange.Exchange;
import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.UUID;

/** What a member keeps for one driver: an open exchange, and the slots that issue through it. */
final class Session implements AutoCloseable {
  private final UUID driver;
  private final Exchange exchange;
  private final Slot[] slots;
  private volatile boolean closed;

  Session(UUID driver, int count, Exchange exchange) {
    this.driver = driver;
    this.exchange = exchange;
    slots = new Slot[count];
    for (int index = 0; index < count; index++) {
      slots[index] = new Slot();
    }
  }

  /** Returns the number, in the cluster, of the driver whose session this is. */
  UUID driver() {
    return driver;
  }

  /**
   * Issues a chunk's requests in turn.
   *
   * @throws IllegalStateException if the slot has had the chunk before: a request is issued once
   */
  ChunkReply serve(ChunkTask task) {
    return slots[task.slot()].serve(task);
  }

  /** Closes the exchange; what is under way ends with the request it is at. */
  @Override
  public void close() {
    closed = true;
    exchange.close();
  }

  /** One place a request can be in flight. Its chunks come one after the other. */
  private final class Slot {
    private long lastSequence;
    private Timeline recording = Timeline.recording(1);
    private Timeline off = Timeline.off(1);

    synchronized ChunkReply serve(ChunkTask task) {
      if (task.sequence() <= lastSequence) {
        throw new IllegalStateException(
            "chunk %d of slot %d has been issued already".formatted(task.sequence(), task.slot()));
      }
      lastSequence = task.sequence();
      Timeline timeline = timelineFor(task);
      Outcome[] outcomes = new Outcome[task.count()];
      for (int position = 0; position < outcomes.length; position++) {
        int number = task.first() + position;
        outcomes[position] = timeline.issue(position, ignored -> issue(number));
      }
      return new ChunkReply(task, outcomes, exchange.connectionsOpened(), timeline);
    }

    private Timeline timelineFor(ChunkTask task) {
      if (task.timed()) {
        if (recording.requests() < task.count()) {
          recording = Timeline.recording(task.count());
        }
        return recording;
      }
      if (off.requests() < task.count()) {
        off = Timeline.off(task.count());
      }
      return off;
    }
  }

  private Outcome issue(int number) {
    return closed
        ? new Failure(number, Failure.Kind.NOT_ISSUED, "the driver has left the cluster")
        : exchange.issue(number);
  }
}
