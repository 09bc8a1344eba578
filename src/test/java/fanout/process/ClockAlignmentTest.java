package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ClockAlignmentTest {
  @Test
  void takesReadingsAsTheyAreWhileEachLiesBetweenQuestionAndAnswer() {
    ClockAlignment clocks =
        ClockAlignment.UNTRIED.afterTrial(100, 100, 100).afterTrial(200, 230, 260);
    assertThat(clocks.shared()).isTrue();
    assertThat(clocks.shift(1_000, 1_400, 1_500, 2_000)).isZero();
  }

  @Test
  void oneReadingOutsideIsEnoughAgainstASharedClock() {
    assertThat(ClockAlignment.UNTRIED.afterTrial(100, 99, 200).shared()).isFalse();
    assertThat(ClockAlignment.UNTRIED.afterTrial(100, 201, 200).shared()).isFalse();
    assertThat(ClockAlignment.UNTRIED.afterTrial(100, 99, 200).afterTrial(1, 2, 3).shared())
        .isFalse();
  }

  @Test
  void standsAnOverflowingClock() {
    long before = Long.MAX_VALUE - 1;
    assertThat(ClockAlignment.UNTRIED.afterTrial(before, before + 5, before + 9).shared()).isTrue();
  }

  @Test
  void centresTheWorkersIntervalInTheRoundTrip() {
    ClockAlignment apart = new ClockAlignment(false);
    // 100 ns round trip, 40 of them in the worker: 30 on the way there and 30 on the way back.
    long shift = apart.shift(5_000, 900_000, 900_040, 5_100);
    assertThat(900_000 + shift).isEqualTo(5_030);
    assertThat(900_040 + shift).isEqualTo(5_070);
  }

  @Test
  void usesOnlyDurationsOfAnUnsharedClock() {
    ClockAlignment apart = new ClockAlignment(false);
    long epoch = Long.MAX_VALUE - 20;
    assertThat(epoch + apart.shift(0, epoch, epoch + 60, 100)).isEqualTo(20);
    assertThat(-7 + apart.shift(0, -7, 53, 100)).isEqualTo(20);
  }
}
