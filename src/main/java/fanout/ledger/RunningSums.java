package fanout.ledger;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The slot-time ledger of a batch, kept while it runs in memory that grows with c and not with N:
 * sums, a histogram, the c earliest starts and the c latest finishes.
 *
 * <p>That is enough, and exact. {@link Bookkeeper} gives the (c + k)-th start to the slot of the
 * k-th finish, so all hand-offs together are Σ started without the c earliest − Σ finished without
 * the c latest; the c earliest starts are the ramp-up and the c latest finishes the imbalance. No
 * line needs to know which slot a request was in.
 *
 * <p>The c latest finishes are found in a ring of 2c places that keep the largest time entered.
 * Requests enter it in the order in which they are counted out, which is before they give their
 * slot back; so at most c − 1 requests with an earlier finish are counted out after one of the c
 * latest, and at most c − 1 with a later one, and it cannot be overwritten. This needs the limit of
 * c to hold, which is counted at every start. Times from a far side come in chunks, and go to a
 * heap under a lock instead; for them the limit is the far side's to keep.
 */
final class RunningSums {
  private static final int FINISHED_SHIFT = 32;
  private static final long STARTED_MASK = 0xFFFF_FFFFL;
  private static final long ONE_FINISHED = 1L << FINISHED_SHIFT;

  private final int requests;
  private final int concurrency;

  /** Requests counted in, and above them those counted out: one word, so that both agree. */
  private final AtomicLong progress = new AtomicLong();

  private final LongAdder placed = new LongAdder();
  private final LongAdder startedNanos = new LongAdder();
  private final LongAdder serviceNanos = new LongAdder();
  private final LongAdder inTaskNanos = new LongAdder();
  private final LongAdder turnaroundNanos = new LongAdder();
  private final SmallestTimes earliestStarts;
  private final SmallestTimes latestFinishes;
  private final AtomicLongArray ring;
  private final Histogram exchange = Latencies.concurrentHistogram();
  private long began;
  private volatile @Nullable String fault;

  RunningSums(int requests, int concurrency) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be > 0, was " + concurrency);
    }
    this.requests = requests;
    this.concurrency = concurrency;
    int used = Math.min(requests, concurrency);
    earliestStarts = new SmallestTimes(used);
    latestFinishes = new SmallestTimes(used);
    ring = new AtomicLongArray(Math.multiplyExact(2, used));
  }

  void begin(long nanos) {
    began = nanos;
  }

  /** Forgets the last batch: what comes before the next one's start. */
  void reset() {
    progress.set(0);
    fault = null;
    placed.reset();
    startedNanos.reset();
    serviceNanos.reset();
    inTaskNanos.reset();
    turnaroundNanos.reset();
    earliestStarts.clear();
    latestFinishes.clear();
    exchange.reset();
    for (int at = 0; at < ring.length(); at++) {
      ring.setPlain(at, Long.MIN_VALUE);
    }
  }

  /** Counts a request in, when its slot has it and before it is started. */
  void enter() {
    long now = progress.incrementAndGet();
    long inFlight = (now & STARTED_MASK) - (now >>> FINISHED_SHIFT);
    if (inFlight > concurrency) {
      fault =
          "concurrency limit broken: %d requests were in progress in %d slots"
              .formatted(inFlight, concurrency);
    }
  }

  /** Counts a request out, when it is finished and before its slot is free. */
  void leave(long started, long sent, long received, long finished) {
    add(started, sent, received, finished);
    long index = progress.getAndAdd(ONE_FINISHED) >>> FINISHED_SHIFT;
    ring.accumulateAndGet((int) (index % ring.length()), finished - began, Math::max);
  }

  /** Takes in a request that the far side of a process boundary has timed. */
  void place(int number, long started, long sent, long received, long finished) {
    if (sent - started < 0 || received - sent < 0 || finished - received < 0) {
      fault =
          "the clock goes backwards in request %d: started %d, sent %d, received %d, finished %d ns"
              .formatted(number, started, sent, received, finished);
    }
    add(started, sent, received, finished);
    latestFinishes.offer(began - finished);
    placed.increment();
  }

  /** Adds to the caller's waiting: the sum of gathered − submitted is made of both. */
  void submitted(long nanos, int count) {
    turnaroundNanos.add(count * (began - nanos));
  }

  /** The other half of {@link #submitted}. */
  void gathered(long nanos, int count) {
    turnaroundNanos.add(count * (nanos - began));
  }

  /**
   * Returns the ledger of the batch that has ended.
   *
   * @throws IllegalArgumentException if {@code slots} is not the number that was counted on
   * @throws LedgerException if the limit was broken, a clock went backwards or a request is missing
   */
  SlotLedger book(int slots, long ended) {
    if (slots != concurrency) {
      throw new IllegalArgumentException(
          "timeline must have %d slots, had %d".formatted(slots, concurrency));
    }
    requireSound();
    long makespan = ended - began;
    for (int at = 0; at < ring.length(); at++) {
      if (ring.get(at) != Long.MIN_VALUE) {
        latestFinishes.offer(-ring.get(at));
      }
    }
    int used = Math.min(requests, concurrency);
    long latest = -latestFinishes.smallest();
    long finishedNanos = startedNanos.sum() + serviceNanos.sum() + inTaskNanos.sum();
    long lastFinishedNanos = -latestFinishes.sum();
    SlotLines lines =
        new SlotLines(
            serviceNanos.sum(),
            inTaskNanos.sum(),
            startedNanos.sum() - earliestStarts.sum() - (finishedNanos - lastFinishedNanos),
            earliestStarts.sumOfPositive(),
            used * Math.max(0, makespan - latest),
            used * latest - lastFinishedNanos,
            (concurrency - used) * makespan);
    return new SlotLedger(requests, concurrency, makespan, lines);
  }

  /** Returns received − sent of the batch's requests, in nanoseconds. */
  Histogram exchange() {
    return exchange;
  }

  /** Returns the sum of gathered − submitted, in nanoseconds. */
  long turnaroundNanos() {
    return turnaroundNanos.sum();
  }

  private void add(long started, long sent, long received, long finished) {
    startedNanos.add(started - began);
    serviceNanos.add(received - sent);
    inTaskNanos.add(sent - started + finished - received);
    earliestStarts.offer(started - began);
    exchange.recordValue(Math.clamp(received - sent, 0, Latencies.LONGEST_NANOS));
  }

  private void requireSound() {
    if (fault != null) {
      throw new LedgerException(fault);
    }
    long counted = (progress.get() >>> FINISHED_SHIFT) + placed.sum();
    if (counted != requests) {
      throw new LedgerException(
          "the batch must have times of %d requests, had %d".formatted(requests, counted));
    }
  }
}
