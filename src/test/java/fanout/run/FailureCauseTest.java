package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FailureCauseTest {
  @Test
  void takesTheInnermostCauseFromTheForksLog() {
    List<String> log =
        List.of(
            "java.lang.RuntimeException: outer",
            "\tat fanout.run.Trial.issue(Trial.java:1)",
            "Caused by: fanout.stub.StubException: port 80 is in use",
            "\t... 3 more");
    assertThat(FailureCause.describe(new RuntimeException("JMH's own words"), log))
        .isEqualTo("port 80 is in use");
  }

  @Test
  void takesTheInnermostMessageWhereThereIsNoLog() {
    Throwable failure = new RuntimeException("outer", new IllegalStateException("inner\nsecond"));
    assertThat(FailureCause.describe(failure, List.of())).isEqualTo("inner");
  }

  @Test
  void looksAtSuppressedCausesAsJmhKeepsThem() {
    Throwable failure = new RuntimeException("outer");
    failure.addSuppressed(new IllegalStateException("kept"));
    assertThat(FailureCause.describe(failure, List.of())).isEqualTo("kept");
  }

  @Test
  void shortensWhatIsTooLongForALine() {
    assertThat(FailureCause.describe(new RuntimeException("x".repeat(1000)), List.of()))
        .hasSizeLessThan(400);
  }
}
