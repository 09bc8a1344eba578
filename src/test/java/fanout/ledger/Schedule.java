package fanout.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Batches whose ledger is known, because they were built line by line. */
final class Schedule {
  /** An arbitrary origin, close enough to overflow that comparisons by value would fail. */
  static final long ORIGIN = Long.MAX_VALUE - 1_000;

  private Schedule() {}

  /** A timeline and the ledger that it must give. */
  record Known(Timeline timeline, SlotLedger ledger) {}

  /**
   * Returns a timeline of the given requests, {@code {submitted, started, sent, received, finished,
   * gathered}} each, of a batch from 0 to {@code end}; all relative to {@link #ORIGIN}.
   */
  static Timeline of(long end, long[]... requests) {
    Timeline timeline = Timeline.recording(requests.length);
    timeline.span(ORIGIN, ORIGIN + end);
    for (int number = 0; number < requests.length; number++) {
      long[] at = requests[number];
      timeline.hold(number, ORIGIN + at[0], ORIGIN + at[5]);
      timeline.place(number, ORIGIN + at[1], ORIGIN + at[2], ORIGIN + at[3], ORIGIN + at[4]);
    }
    return timeline;
  }

  /**
   * Plays a batch through slots that are taken in the order in which they fell free, with random
   * lengths everywhere, and books each as it is made.
   */
  static Known random(Random random, int requests, int concurrency) {
    PriorityQueue<Long> free = new PriorityQueue<>();
    List<long[]> played = new ArrayList<>();
    long[] sums = new long[4]; // service, in-task, hand-off, ramp-up
    long lastStart = 0;
    for (int request = 0; request < requests; request++) {
      boolean opensSlot = request < concurrency;
      long from = opensSlot ? 0 : free.remove();
      long started = Math.max(lastStart, from + random.nextLong(500));
      lastStart = started;
      long sent = started + random.nextLong(50);
      long received = sent + 1 + random.nextLong(2_000);
      long finished = received + random.nextLong(50);
      free.add(finished);
      sums[opensSlot ? 3 : 2] += started - from;
      sums[0] += received - sent;
      sums[1] += sent - started + finished - received;
      played.add(new long[] {0, started, sent, received, finished, finished});
    }
    return close(random, concurrency, played, sums, new ArrayList<>(free));
  }

  private static Known close(
      Random random, int concurrency, List<long[]> played, long[] sums, List<Long> lastFinished) {
    long latest = Collections.max(lastFinished);
    long gather = 1 + random.nextLong(300);
    long end = latest + gather;
    long imbalance = lastFinished.stream().mapToLong(finished -> latest - finished).sum();
    int used = lastFinished.size();
    SlotLines lines =
        new SlotLines(
            sums[0],
            sums[1],
            sums[2],
            sums[3],
            used * gather,
            imbalance,
            (concurrency - used) * end);
    Collections.shuffle(played, random); // a request's number says nothing about its start
    played.forEach(at -> at[5] = at[4] + random.nextLong(gather));
    return new Known(
        of(end, played.toArray(long[][]::new)),
        new SlotLedger(played.size(), concurrency, end, lines));
  }
}
