package fanout.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class WarmingTest {
  /** So many that a round of a second, which has some 600 batches, does not reach the fewest. */
  private static final int BATCH = 1_000_000;

  private static final int FEWEST = 1_000_000_000;
  private static final Duration AMPLE = Duration.ofMinutes(2);

  @Test
  void issuesTheFewestEvenIfTheCompilersAreIdle() throws InterruptedException {
    AtomicLong issued = new AtomicLong();

    long told = new Warming(List.of(), FEWEST, AMPLE).warm(() -> count(issued));

    assertThat(issued.get()).isGreaterThanOrEqualTo(FEWEST);
    assertThat(told).isEqualTo(issued.get());
  }

  @Test
  void countsForEachWorkerWhatItMustHaveIssued() throws Exception {
    Process one = new ProcessBuilder("cat").start();
    Process other = new ProcessBuilder("cat").start();
    try {
      AtomicLong issued = new AtomicLong();

      new Warming(List.of(one.pid(), other.pid()), FEWEST, AMPLE).warm(() -> count(issued));

      assertThat(issued.get()).isGreaterThanOrEqualTo(2L * FEWEST);
    } finally {
      one.destroy();
      other.destroy();
    }
  }

  @Test
  void endsAtItsLimitWhateverIsMissing() throws InterruptedException {
    AtomicLong issued = new AtomicLong();

    long told = new Warming(List.of(), Integer.MAX_VALUE, Duration.ZERO).warm(() -> count(issued));

    assertThat(told).isZero();
    assertThat(issued.get()).isZero();
  }

  private static int count(AtomicLong issued) {
    issued.addAndGet(BATCH);
    return BATCH;
  }
}
