package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TimeLeftTest {
  private long now;
  private final TimeLeft left = new TimeLeft(Duration.ofSeconds(100), () -> now);

  @Test
  void countsDownFromThePlanBeforeAnythingIsDone() {
    pass(10);
    assertThat(left.left()).isEqualTo(Duration.ofSeconds(90));
    assertThat(left.share()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void isCorrectedByHowLongTheFinishedPartTook() {
    pass(40);
    left.done(Duration.ofSeconds(20));
    assertThat(left.left()).isEqualTo(Duration.ofSeconds(160));
    pass(10);
    assertThat(left.left()).isEqualTo(Duration.ofSeconds(150));
  }

  @Test
  void nothingIsLeftAtTheEndAndNeverLess() {
    pass(90);
    left.done(Duration.ofSeconds(100));
    assertThat(left.left()).isZero();
    pass(5);
    assertThat(left.left()).isZero();
    assertThat(left.share()).isEqualTo(1);
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }
}
