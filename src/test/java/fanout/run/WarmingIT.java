package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class WarmingIT {
  private static final int BATCH = 100;

  /** At most 50 batches of it are in a round of a second, so one round is far from the fewest. */
  private static final Duration BATCH_LENGTH = Duration.ofMillis(20);

  private static final int FEWEST = 10_000;
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
    AtomicLong issued = new AtomicLong();

    // Of processes that have ended nothing can be told, so that only the fewest counts.
    new Warming(List.of(pidOfTheDead(), pidOfTheDead()), FEWEST, AMPLE).warm(() -> count(issued));

    assertThat(issued.get()).isGreaterThanOrEqualTo(2L * FEWEST);
  }

  @Test
  void endsAtItsLimitWhateverIsMissing() throws InterruptedException {
    AtomicLong issued = new AtomicLong();

    long told = new Warming(List.of(), Integer.MAX_VALUE, Duration.ZERO).warm(() -> count(issued));

    assertThat(told).isZero();
    assertThat(issued.get()).isZero();
  }

  private static int count(AtomicLong issued) throws InterruptedException {
    Thread.sleep(BATCH_LENGTH);
    issued.addAndGet(BATCH);
    return BATCH;
  }

  private static long pidOfTheDead() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }
}
