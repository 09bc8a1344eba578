package fanout.cluster;

import fanout.exchange.Exchange;
import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.strategy.FarSlot;
import fanout.strategy.WorkerReplies;
import java.util.UUID;
import java.util.stream.IntStream;

/** One driver's part of a member: an open exchange, and the slots that issue through it. */
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
   * @throws IllegalArgumentException if the session has no such slot
   * @throws IllegalStateException if the slot has had the chunk before: a request is issued once
   */
  WorkerReplies serve(ChunkTask task) {
    if (task.slot() >= slots.length) {
      throw new IllegalArgumentException(
          "the session has %d slots and none with index %d".formatted(slots.length, task.slot()));
    }
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
    private final FarSlot requests = new FarSlot(Session.this::issue, exchange::connectionsOpened);

    synchronized WorkerReplies serve(ChunkTask task) {
      if (task.sequence() <= lastSequence) {
        throw new IllegalStateException(
            "chunk %d of slot %d has been issued already".formatted(task.sequence(), task.slot()));
      }
      lastSequence = task.sequence();
      int[] numbers = IntStream.range(task.first(), task.first() + task.count()).toArray();
      return requests.issue(numbers, task.timed(), task.beganNanos(), task.endedNanos());
    }
  }

  private Outcome issue(int number) {
    return closed
        ? new Failure(number, Failure.Kind.NOT_ISSUED, "the driver has left the cluster")
        : exchange.issue(number);
  }
}
