package fanout.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WorkerStartTest {
  @Test
  void aWorkerHasASmallHeapOfTheSerialCollectorAndOneCompiler() {
    assertThat(WorkerStart.small(""))
        .containsExactly("-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1");
  }

  @Test
  void whatTheUserChoseForForksHoldsForWorkersToo() {
    assertThat(WorkerStart.small("-XX:+UseZGC -Xmx1g -XX:TieredStopAtLevel=4"))
        .containsExactly("-XX:+UseZGC", "-Xmx1g", "-XX:TieredStopAtLevel=4");
    assertThat(WorkerStart.small("-XX:CompilationMode=high-only"))
        .containsExactly("-XX:CompilationMode=high-only", "-XX:+UseSerialGC", "-Xmx64m");
    assertThat(WorkerStart.small("-Xint"))
        .containsExactly("-Xint", "-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1");
  }
}
