package fanout.strategy;

import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.function.IntFunction;

/**
 * A slot on the far side of a channel: issues requests in turn, and takes their times where they
 * are asked for. Used by one thread at a time.
 */
public final class FarSlot {
  /** Indexed by position among the requests; as long as the most of a message so far. */
  private Timeline recording = Timeline.recording(1);

  private Timeline off = Timeline.off(1);

  /**
   * Issues requests.
   *
   * @param numbers the requests' numbers, at least one
   * @param timed whether their times are taken
   * @param exchange issues the request of a number
   * @return their outcomes, in the same order
   */
  public Outcome[] issue(int[] numbers, boolean timed, IntFunction<Outcome> exchange) {
    Timeline timeline = timeline(timed, numbers.length);
    Outcome[] outcomes = new Outcome[numbers.length];
    for (int position = 0; position < outcomes.length; position++) {
      int number = numbers[position];
      outcomes[position] = timeline.issue(position, ignored -> exchange.apply(number));
    }
    return outcomes;
  }

  /** Returns the times of the requests issued last, as {@link Timeline#slotTimes} has them. */
  public long[] times(int count) {
    return recording.slotTimes(count);
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
