package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.ledger.Timeline;
import fanout.results.SampledBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A constructed batch on two slots, with the clock readings given. */
final class BatchSamplerTest {
  private static final long LENGTH = 5000;

  @Test
  void keepsEachSlotsLengthsByTheLedgersRule() {
    Timeline timeline = Timeline.recording(3);
    timeline.begin();
    place(timeline, 2, 100, 110, 900, 920);
    place(timeline, 0, 200, 200, 500, 500);
    place(timeline, 1, 560, 561, 800, 805); // the slot of request 0 has been free longest
    end(timeline);

    SampledBatch batch = BatchSampler.of(timeline, 2).orElseThrow();

    assertThat(batch.slots())
        .containsExactly(
            List.of(100L, 10L, 790L, 20L), List.of(200L, 0L, 300L, 0L, 60L, 1L, 239L, 5L));
    assertThat(batch.makespanNanos()).isGreaterThanOrEqualTo(LENGTH);
    assertThat(batch.latestFinishedNanos()).isEqualTo(920);
    assertThat(batch.requests()).isEqualTo(3);
  }

  @Test
  void leavesSlotsWithoutARequestEmpty() {
    Timeline timeline = Timeline.recording(1);
    timeline.begin();
    place(timeline, 0, 1, 2, 3, 4);
    end(timeline);
    assertThat(BatchSampler.of(timeline, 3).orElseThrow().slots())
        .containsExactly(List.of(1L, 1L, 1L, 1L), List.of(), List.of());
  }

  @Test
  void keepsNoBatchThatIsTooLargeForAPicture() {
    assertThat(BatchSampler.of(Timeline.recording(SampledBatch.MOST_REQUESTS + 1), 10)).isEmpty();
  }

  private static void place(
      Timeline timeline, int number, long started, long sent, long received, long finished) {
    long began = timeline.began();
    timeline.place(number, began + started, began + sent, began + received, began + finished);
  }

  /** The end is read from the clock, so it must have passed the readings above. */
  private static void end(Timeline timeline) {
    while (System.nanoTime() < timeline.began() + LENGTH) {
      Thread.onSpinWait();
    }
    timeline.end();
  }
}
