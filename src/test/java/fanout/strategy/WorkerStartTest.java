package fanout.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** An initial heap of 256 MiB does not start with a largest one of 64. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xms256m", "-XX:MaxHeapSize=1g", "-XX:MaxRAMPercentage=50"})
  void aHeapThatTheUserChoseIsLeftAsItIs(String heap) {
    assertThat(WorkerStart.small(heap))
        .containsExactly(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }

  /** All workers would write over the fork's recording and its log. */
  @Test
  void whatTwoProcessesMustNotShareStaysWithTheFork() {
    String recorded = "-XX:StartFlightRecording=filename=a.jfr -Xlog:gc:file=a.log ";
    assertThat(WorkerStart.small(recorded + "-Xint")).isEqualTo(WorkerStart.small("-Xint"));
  }

  @Test
  void anOptionWithBlanksStaysOne() {
    assertThat(WorkerStart.small("-Xint -Xbootclasspath/a:/a\\ b.jar"))
        .startsWith("-Xint", "-Xbootclasspath/a:/a b.jar", "-XX:+UseSerialGC");
  }
}
