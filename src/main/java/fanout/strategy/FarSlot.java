package fanout.strategy;

import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import fanout.strategy.WorkerReplies.Moments;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * A slot on the far side of a channel: issues requests in turn, and takes their times where they
 * are asked for. Used by one thread at a time.
 */
public final class FarSlot {
  private static final long[] NO_TIMES = {};

  private final IntFunction<Outcome> exchange;
  private final LongSupplier connectionsOpened;

  /** Indexed by position among the requests; as long as the most of a message so far. */
  private Timeline recording = Timeline.recording(1);

  private Timeline off = Timeline.off(1);

  /**
   * Makes a slot.
   *
   * @param exchange issues the request of a number
   * @param connectionsOpened counts the connections that were opened for it so far
   */
  public FarSlot(IntFunction<Outcome> exchange, LongSupplier connectionsOpened) {
    this.exchange = exchange;
    this.connectionsOpened = connectionsOpened;
  }

  /**
   * Issues requests.
   *
   * @param numbers the requests' numbers, at least one
   * @param timed whether their times are taken
   * @param readNanos when they had come, on this side's clock
   * @param decodedNanos when they had been decoded
   * @return their outcomes, in the same order
   */
  public WorkerReplies issue(int[] numbers, boolean timed, long readNanos, long decodedNanos) {
    Timeline timeline = timeline(timed, numbers.length);
    Outcome[] outcomes = new Outcome[numbers.length];
    for (int position = 0; position < outcomes.length; position++) {
      int number = numbers[position];
      outcomes[position] = timeline.issue(position, ignored -> exchange.apply(number));
    }
    long connections = connectionsOpened.getAsLong();
    if (!timed) {
      return new WorkerReplies(outcomes, connections, null, NO_TIMES);
    }
    long[] times = recording.slotTimes(outcomes.length);
    Moments moments = new Moments(readNanos, decodedNanos, times[times.length - 1], 0);
    return new WorkerReplies(outcomes, connections, moments, times);
  }

  private Timeline timeline(boolean timed, int count) {
    if (timed) {
      recording = recording.requests() < count ? Timeline.recording(count) : recording;
      return recording;
    }
    off = off.requests() < count ? Timeline.off(count) : off;
    return off;
  }
}
