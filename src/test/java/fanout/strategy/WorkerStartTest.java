package fanout.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WorkerStartTest {
  @Test
  void aWorkerHasASmallHeapOfTheSerialCollector() {
    assertThat(WorkerStart.small("")).containsExactly("-XX:+UseSerialGC", "-Xmx64m");
  }

  @Test
  void whatTheUserChoseForForksHoldsForWorkersToo() {
    assertThat(WorkerStart.small("-XX:+UseZGC -Xmx1g")).containsExactly("-XX:+UseZGC", "-Xmx1g");
    assertThat(WorkerStart.small("-Xint")).containsExactly("-Xint", "-XX:+UseSerialGC", "-Xmx64m");
  }
}
