package fanout.run;

import fanout.ledger.Timeline;
import fanout.results.SampledBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Keeps the batch that a timeline holds, slot by slot, by the ledger's rule: requests in order of
 * started, each to the slot that has been free longest.
 */
final class BatchSampler {
  private record Slot(int number, long freeSince) {}

  private final Timeline timeline;
  private final List<List<Long>> lengths = new ArrayList<>();
  private final PriorityQueue<Slot> free =
      new PriorityQueue<>(Comparator.comparingLong(Slot::freeSince).thenComparingInt(Slot::number));

  private BatchSampler(Timeline timeline, int slots) {
    this.timeline = timeline;
    for (int slot = 0; slot < slots; slot++) {
      lengths.add(new ArrayList<>());
      free.add(new Slot(slot, timeline.began()));
    }
  }

  /**
   * Copies a batch whose books have closed.
   *
   * @param timeline a recording timeline whose batch has ended
   * @param slots c, at least 1
   * @return empty if the batch has more than {@value SampledBatch#MOST_REQUESTS} requests
   */
  static Optional<SampledBatch> of(Timeline timeline, int slots) {
    if (timeline.requests() > SampledBatch.MOST_REQUESTS) {
      return Optional.empty();
    }
    BatchSampler sampler = new BatchSampler(timeline, slots);
    IntStream.range(0, timeline.requests())
        .boxed()
        .sorted(Comparator.comparingLong(timeline::startedAt))
        .forEach(sampler::add);
    return Optional.of(
        new SampledBatch(timeline.ended() - timeline.began(), List.copyOf(sampler.lengths)));
  }

  private void add(int number) {
    Slot slot = free.remove();
    lengths
        .get(slot.number())
        .addAll(
            List.of(
                Math.max(0, timeline.startedAt(number) - slot.freeSince()),
                timeline.sentAt(number) - timeline.startedAt(number),
                timeline.receivedAt(number) - timeline.sentAt(number),
                timeline.finishedAt(number) - timeline.receivedAt(number)));
    free.add(new Slot(slot.number(), timeline.finishedAt(number)));
  }
}
