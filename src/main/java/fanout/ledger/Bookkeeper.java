package fanout.ledger;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Draws up the slot-time ledger of one recorded batch after another, in arrays of its own that are
 * allocated once.
 *
 * <p>Slots are rebuilt from the intervals alone. Requests are taken in order of <i>started</i>, and
 * each goes to the slot that has been free longest. A slot that has had no request yet has been
 * free since the batch's start, so the first c requests open the slots. After them, the slot free
 * longest is the one with the earliest <i>finished</i>; as a request never finishes before it
 * starts, slots are taken again in the order of all the batch's finishes. So the request with the
 * (c + k)-th start follows the one with the k-th finish, and two sorted arrays hold everything that
 * the lines need. A request holds its slot from <i>started</i> up to, not including,
 * <i>finished</i>.
 *
 * <p>A length that would be negative is booked as 0 and so opens the books; see {@link
 * SlotLedger#closureError()}.
 *
 * <p>Used by one thread at a time, between batches.
 */
public final class Bookkeeper {
  /** Longer latencies are counted as this long. */
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram latencies = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
  private final int requests;
  private final int concurrency;
  private long[] starts = {};
  private long[] finishes = {};

  /**
   * Prepares the books. The arrays, 16 bytes a request, are made for the first batch.
   *
   * @param requests N, the requests of every batch, at least 1
   * @param concurrency c, the slots of every batch, at least 1
   */
  public Bookkeeper(int requests, int concurrency) {
    this.requests = requests;
    this.concurrency = concurrency;
  }

  /**
   * Returns the ledger of the batch that the timeline holds. Whether it closes is for {@link
   * SlotLedger#requireClosed()} to say.
   *
   * @param timeline a recording timeline of this bookkeeper's number of requests, whose batch ended
   * @throws IllegalArgumentException if the timeline does not record, or has another size
   * @throws IllegalStateException if the batch has no length, a request's clock goes backwards or
   *     was not read in this batch, or more than c requests were in progress at once
   */
  public SlotLedger book(Timeline timeline) {
    requireFitting(timeline);
    long makespan = timeline.ended() - timeline.began();
    if (makespan <= 0) {
      throw new IllegalStateException(
          "the batch must end after its start, began at %d ns and ended at %d ns"
              .formatted(timeline.began(), timeline.ended()));
    }
    if (starts.length == 0) {
      starts = new long[requests];
      finishes = new long[requests];
    }
    long service = 0;
    long inTask = 0;
    for (int number = 0; number < starts.length; number++) {
      timeline.requireSound(number);
      long latency = timeline.receivedAt(number) - timeline.sentAt(number);
      latencies.recordValue(Math.min(latency, LONGEST_NANOS));
      service += latency;
      inTask += timeline.sentAt(number) - timeline.startedAt(number);
      inTask += timeline.finishedAt(number) - timeline.receivedAt(number);
      starts[number] = timeline.startedAt(number) - timeline.began();
      finishes[number] = timeline.finishedAt(number) - timeline.began();
    }
    Arrays.sort(starts);
    Arrays.sort(finishes);
    int used = Math.min(concurrency, starts.length);
    SlotLines lines =
        new SlotLines(
            service,
            inTask,
            handOff(),
            rampUp(used),
            used * positive(makespan - finishes[finishes.length - 1]),
            imbalance(used),
            (concurrency - used) * makespan);
    return new SlotLedger(starts.length, concurrency, makespan, lines);
  }

  /**
   * Returns received − sent of all requests booked since it was last reset, in nanoseconds; the
   * live histogram, about 0.3 MB. A batch is a closed system, in which the next request waits for a
   * free slot: these are not the latencies of an open loop.
   */
  public Histogram latencies() {
    return latencies;
  }

  private void requireFitting(Timeline timeline) {
    if (!timeline.isRecording()) {
      throw new IllegalArgumentException("timeline must be recording, was off");
    }
    if (timeline.requests() != requests) {
      throw new IllegalArgumentException(
          "timeline must have %d requests, had %d".formatted(requests, timeline.requests()));
    }
  }

  private long handOff() {
    long sum = 0;
    for (int request = concurrency; request < starts.length; request++) {
      long free = finishes[request - concurrency];
      if (free > starts[request]) {
        throw new IllegalStateException(
            ("concurrency limit broken: a request started %d ns after the batch's start while all"
                    + " of %d slots were taken, the next to be free %d ns later")
                .formatted(starts[request], concurrency, free - starts[request]));
      }
      sum += starts[request] - free;
    }
    return sum;
  }

  private long rampUp(int used) {
    long sum = 0;
    for (int slot = 0; slot < used; slot++) {
      sum += positive(starts[slot]);
    }
    return sum;
  }

  private long imbalance(int used) {
    long latest = finishes[finishes.length - 1];
    long sum = 0;
    for (int slot = 1; slot <= used; slot++) {
      sum += latest - finishes[finishes.length - slot];
    }
    return sum;
  }

  private static long positive(long nanos) {
    return Math.max(0, nanos);
  }
}
