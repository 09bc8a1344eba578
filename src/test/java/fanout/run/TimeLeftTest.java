package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TimeLeftTest {
  private static final Map<String, String> POOL =
      Map.of("strategy", "THREAD_POOL", "concurrency", "10");
  private static final Map<String, String> WORKERS =
      Map.of("strategy", "WORKER_PROCESSES", "concurrency", "10");

  @Test
  void nothingIsKnownBeforeTheFirstIteration() {
    TimeLeft left = new TimeLeft(plan(List.of(POOL, POOL)));
    assertThat(left.after(Duration.ofSeconds(9))).isEmpty();
  }

  @Test
  void variantsThatAreAlikeTakeTheSameTime() {
    TimeLeft left = new TimeLeft(plan(List.of(POOL, POOL, POOL, POOL)));
    finish(left, POOL);
    assertThat(left.after(Duration.ofSeconds(30))).contains(Duration.ofSeconds(90));
  }

  /** As measured: forks of 12 and of 37 seconds. */
  @Test
  void workerProcessesStillToComeTakeLonger() {
    TimeLeft left = new TimeLeft(plan(List.of(POOL, WORKERS)));
    finish(left, POOL);
    assertThat(left.after(Duration.ofSeconds(36)))
        .hasValueSatisfying(
            time -> assertThat(time).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(122)));
  }

  @Test
  void nothingIsLeftAtTheEnd() {
    TimeLeft left = new TimeLeft(plan(List.of(POOL, WORKERS)));
    finish(left, POOL);
    finish(left, WORKERS);
    assertThat(left.after(Duration.ofMinutes(3)))
        .hasValueSatisfying(time -> assertThat(time).isLessThan(Duration.ofMillis(1)));
  }

  private static void finish(TimeLeft left, Map<String, String> parameters) {
    for (int iteration = 0; iteration < 3 * 5; iteration++) {
      left.iterationDone(parameters, 5);
    }
  }

  private static RunPlan plan(List<Map<String, String>> variants) {
    return new RunPlan(
        variants.stream()
            .map(parameters -> new RunPlan.Variant("a.B.c", parameters, 3, 5, 0))
            .toList());
  }
}
