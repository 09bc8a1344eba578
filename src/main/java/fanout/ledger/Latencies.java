package fanout.ledger;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A histogram of the exchange's latency.
 *
 * <p>A batch is a closed system: the next request waits for a free slot. So these are not the
 * latencies of an open loop, in which requests arrive whether or not the last has been answered.
 *
 * <p>Made once, about 0.3 MB; recording allocates nothing. Used by one thread at a time.
 */
public final class Latencies {
  /** Longer ones are counted as this long. */
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram exchange = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);

  /**
   * Adds every request of a batch.
   *
   * @param timeline a recording timeline whose batch has ended
   * @throws IllegalStateException if a request's clock goes backwards or was not read in this batch
   * @throws IllegalArgumentException if the timeline does not record
   */
  public void add(Timeline timeline) {
    if (!timeline.isRecording()) {
      throw new IllegalArgumentException("timeline must be recording, was off");
    }
    for (int number = 0; number < timeline.requests(); number++) {
      timeline.requireSound(number);
      long nanos = timeline.receivedAt(number) - timeline.sentAt(number);
      exchange.recordValue(Math.min(nanos, LONGEST_NANOS));
    }
  }

  /** Forgets everything added. */
  public void reset() {
    exchange.reset();
  }

  /**
   * Returns received − sent in nanoseconds; the live histogram, which {@link #add} goes on to fill.
   */
  public Histogram exchange() {
    return exchange;
  }
}
