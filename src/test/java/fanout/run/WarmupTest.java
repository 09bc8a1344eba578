package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class WarmupTest {
  private static final long SEED = 7;

  private final Warmup warmup = new Warmup();

  @Test
  void tooFewValuesSayNothing() {
    add(3 * Warmup.FEWEST - 1, 100, 0);
    assertThat(warmup.isSettled(Warmup.FEWEST)).isFalse();
    warmup.add(100);
    assertThat(warmup.isSettled(Warmup.FEWEST)).isTrue();
  }

  @Test
  void aScoreThatStillFallsHasNotSettled() {
    add(60, 100, -1);
    assertThat(warmup.isSettled(Warmup.FEWEST)).isFalse();
  }

  @Test
  void aScoreThatHasStoppedFallingHasSettled() {
    add(30, 100, -1.5);
    assertThat(warmup.isSettled(Warmup.FEWEST)).isFalse();
    add(15, 55, 0);
    assertThat(warmup.isSettled(Warmup.FEWEST)).isTrue();
  }

  @Test
  void aChangeWithinTwoPercentIsNone() {
    add(60, 100, -0.05);
    assertThat(warmup.isSettled(Warmup.FEWEST)).isTrue();
  }

  @Test
  void aScoreThatRisesHasNotSettled() {
    add(60, 100, 1);
    assertThat(warmup.isSettled(Warmup.FEWEST)).isFalse();
  }

  @Test
  void scatterAloneDoesNotKeepItFromSettling() {
    int settled = 0;
    Random random = new Random(SEED);
    for (int trial = 0; trial < 200; trial++) {
      Warmup scattered = new Warmup();
      for (int i = 0; i < 60; i++) {
        scattered.add(100 + 10 * random.nextGaussian());
      }
      settled += scattered.isSettled(Warmup.FEWEST) ? 1 : 0;
    }
    assertThat(settled).isGreaterThan(170);
  }

  private void add(int count, double first, double step) {
    for (int i = 0; i < count; i++) {
      warmup.add(first + i * step);
    }
  }
}
