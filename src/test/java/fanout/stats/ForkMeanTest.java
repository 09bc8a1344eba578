package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Expected values from R 4: {@code t.test(x)$conf.int} on the forks' means. */
final class ForkMeanTest {
  @Test
  void givesStudentsIntervalOverForks() {
    ForkMean mean = ForkMean.ofForks(new double[] {2, 4, 6});
    assertThat(mean.forks()).isEqualTo(3);
    // t.test(c(2, 4, 6))$conf.int: -0.968275 8.968275
    assertThat(mean.mean()).isEqualTo(4);
    assertThat(mean.low()).isCloseTo(-0.968275, within(1e-6));
    assertThat(mean.high()).isCloseTo(8.968275, within(1e-6));
    assertThat(mean.halfWidth()).isCloseTo(4.968275, within(1e-6));
  }

  @Test
  void theGeometricIntervalStaysAboveZero() {
    ForkMean mean = ForkMean.ofLogarithms(new double[] {Math.log(2), Math.log(4), Math.log(8)});
    // exp(t.test(log(c(2, 4, 8)))$conf.int): 0.7149242 22.3799935
    assertThat(mean.mean()).isCloseTo(4, within(1e-12));
    assertThat(mean.low()).isCloseTo(0.714924, within(1e-6));
    assertThat(mean.high()).isCloseTo(22.379993, within(1e-5));
  }

  @Test
  void includesBothEndsOfItsInterval() {
    ForkMean mean = ForkMean.ofForks(new double[] {2, 4, 6});
    assertThat(mean.includes(mean.low())).isTrue();
    assertThat(mean.includes(mean.high())).isTrue();
    assertThat(mean.includes(Math.nextDown(mean.low()))).isFalse();
    assertThat(mean.includes(Math.nextUp(mean.high()))).isFalse();
  }

  @Test
  void oneForkHasNoInterval() {
    ForkMean mean = ForkMean.ofForks(new double[] {2});
    assertThat(mean.mean()).isEqualTo(2);
    assertThat(mean.low()).isNaN();
    assertThat(mean.halfWidth()).isNaN();
  }

  @Test
  void hasNoMeanWithoutForks() {
    assertThat(ForkMean.ofForks(new double[0]).mean()).isNaN();
  }

  @Test
  void keepsTheIntervalOfPositiveValuesAboveZeroAroundTheirMean() {
    ForkMean mean = ForkMean.ofPositive(new double[] {10, 30});
    assertThat(mean.mean()).isEqualTo(20);
    assertThat(mean.low()).isPositive();
    assertThat(mean.low() * mean.high()).isCloseTo(400, within(1e-6));
  }

  @Test
  void takesStudentsIntervalWhereAValueIsNotAboveZero() {
    assertThat(ForkMean.ofPositive(new double[] {0, 2}))
        .isEqualTo(ForkMean.ofForks(new double[] {0, 2}));
  }

  @Test
  void combinesFiguresOfTheSameForksOnly() {
    double[] two = {6, 9};
    assertThat(ForkMean.paired(two, new double[] {2, 3}, (one, other) -> one / other))
        .hasValue(new double[] {3, 3});
    assertThat(ForkMean.paired(two, new double[] {2}, (one, other) -> one / other)).isEmpty();
  }

  @Test
  void changesItsUnitWithItsEnds() {
    ForkMean mean = ForkMean.ofForks(new double[] {2, 4, 6});
    assertThat(mean.times(2)).isEqualTo(ForkMean.ofForks(new double[] {4, 8, 12}));
    assertThat(mean.includes(8.9)).isTrue();
    assertThat(mean.times(0.5).includes(8.9)).isFalse();
  }
}
