package fanout.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WarmingTest {
  private static final int BATCH = 100;
  private static final Duration AMPLE = Duration.ofMinutes(2);

  @Test
  void issuesTheFewestEvenIfTheCompilersAreIdle() throws InterruptedException {
    AtomicInteger issued = new AtomicInteger();

    long told = new Warming(List.of(), 3_000, AMPLE).warm(() -> count(issued));

    assertThat(issued.get()).isGreaterThanOrEqualTo(3_000);
    assertThat(told).isEqualTo(issued.get());
  }

  @Test
  void countsForEachWorkerWhatItMustHaveIssued() throws Exception {
    Process one = new ProcessBuilder("cat").start();
    Process other = new ProcessBuilder("cat").start();
    try {
      AtomicInteger issued = new AtomicInteger();

      new Warming(List.of(one.pid(), other.pid()), 3_000, AMPLE).warm(() -> count(issued));

      assertThat(issued.get()).isGreaterThanOrEqualTo(6_000);
    } finally {
      one.destroy();
      other.destroy();
    }
  }

  @Test
  void endsAtItsLimitWhateverIsMissing() throws InterruptedException {
    AtomicInteger issued = new AtomicInteger();

    long told = new Warming(List.of(), Integer.MAX_VALUE, Duration.ZERO).warm(() -> count(issued));

    assertThat(told).isZero();
    assertThat(issued.get()).isZero();
  }

  private static int count(AtomicInteger issued) {
    issued.addAndGet(BATCH);
    return BATCH;
  }
}
