package fanout.ledger;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Two histograms of latency: of the exchange, and of the request as its caller sees it.
 *
 * <p>A batch is a closed system: the next request waits for a free slot. So these are not the
 * latencies of an open loop, in which requests arrive whether or not the last has been answered.
 *
 * <p>Made once, about 0.6 MB; recording allocates nothing. Used by one thread at a time.
 */
public final class Latencies {
  /** Longer ones are counted as this long. */
  static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram exchange = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
  private final Histogram turnaround = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
  private long requests;
  private double turnaroundNanos;

  /** Returns a histogram like these that many threads may record in. */
  static Histogram concurrentHistogram() {
    return new ConcurrentHistogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
  }

  /**
   * Adds every request of a batch. A timeline of sums has no turnarounds but their sum.
   *
   * @param timeline a recording timeline whose batch has ended
   * @throws LedgerException if a request's clock goes backwards or was not read in this batch
   * @throws IllegalArgumentException if the timeline does not record
   */
  public void add(Timeline timeline) {
    if (!timeline.isRecording()) {
      throw new IllegalArgumentException("timeline must be recording, was off");
    }
    requests += timeline.requests();
    RunningSums sums = timeline.sums();
    if (sums != null) {
      exchange.add(sums.exchange());
      turnaroundNanos += sums.turnaroundNanos();
      return;
    }
    for (int number = 0; number < timeline.requests(); number++) {
      timeline.requireSound(number);
      record(exchange, timeline.receivedAt(number) - timeline.sentAt(number));
      long held = timeline.gatheredAt(number) - timeline.submittedAt(number);
      record(turnaround, held);
      turnaroundNanos += held;
    }
  }

  /** Forgets everything added. */
  public void reset() {
    exchange.reset();
    turnaround.reset();
    requests = 0;
    turnaroundNanos = 0;
  }

  /**
   * Returns received − sent in nanoseconds; the live histogram, which {@link #add} goes on to fill.
   */
  public Histogram exchange() {
    return exchange;
  }

  /**
   * Returns the mean of gathered − submitted in nanoseconds, at least 0; {@code NaN} if nothing was
   * added.
   */
  public double meanTurnaroundNanos() {
    return turnaroundNanos / requests;
  }

  /**
   * Returns gathered − submitted in nanoseconds; the live histogram, as with {@link #exchange}.
   * Empty where only sums were kept.
   */
  public Histogram turnaround() {
    return turnaround;
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.min(nanos, LONGEST_NANOS));
  }
}
