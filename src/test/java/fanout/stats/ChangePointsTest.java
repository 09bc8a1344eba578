package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Constructed series with known steps, drifts and spikes. */
final class ChangePointsTest {
  private static final double NOISE = 0.01;

  @Test
  void findsOneStepWhereItIs() {
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(ChangePoints.of(series(seed, at -> at < 20 ? 0 : 0.05, 40)))
          .as("seed %d", seed)
          .containsExactly(20);
    }
  }

  @Test
  void findsStepsUpAndDownAgain() {
    double[] levels = {0, 0.10, 0.02};
    assertThat(ChangePoints.of(series(7, at -> levels[at / 15], 45))).containsExactly(15, 30);
  }

  @Test
  void findsThreeValuesAtTheEndOfALongSeries() {
    assertThat(ChangePoints.of(series(3, at -> at < 37 ? 0 : 0.2, 40))).containsExactly(37);
  }

  @Test
  void doesNotTakeASpikeForAChange() {
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(ChangePoints.of(series(seed, at -> at == 20 || at == 31 ? 0.5 : 0, 40)))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @Test
  void seesADriftAsStepsInItsDirection() {
    assertThat(ChangePoints.of(series(5, at -> 0.005 * at, 60))).isNotEmpty();
  }

  /** Of 1000 series without a change, two are expected to show one; more than 8 are too many. */
  @Test
  void seldomFindsAChangeInNoise() {
    long found =
        IntStream.range(0, 1000)
            .filter(seed -> !ChangePoints.of(series(seed, at -> 0, 20)).isEmpty())
            .count();
    assertThat(found).isLessThanOrEqualTo(8);
  }

  @Test
  void needsThreeValuesOnEitherSide() {
    assertThat(ChangePoints.of(new double[] {0, 0, 9, 9, 9})).isEmpty();
    assertThat(ChangePoints.of(new double[0])).isEmpty();
    assertThat(ChangePoints.of(new double[30])).isEmpty();
  }

  /** The CSV example of Apache Otava, which finds one change in the second metric: at aaa6. */
  @Test
  void findsWhatOtavaFindsInItsExample() {
    double[] first = {
      154023, 138455, 143112, 149190, 132098, 151344, 155145, 148889, 149466, 148209
    };
    double[] second = {10.43, 10.23, 10.29, 10.91, 10.34, 10.69, 9.23, 9.11, 9.13, 9.03};
    assertThat(ChangePoints.of(Arrays.stream(first).map(Math::log).toArray())).isEmpty();
    assertThat(ChangePoints.of(Arrays.stream(second).map(Math::log).toArray())).containsExactly(6);
  }

  /** Of 1000 series without a change, two are expected to show one; more than 8 are too many. */
  @Test
  void seldomFindsAChangeInAFewValues() {
    for (int length : new int[] {6, 8, 12}) {
      long found =
          IntStream.range(0, 1000)
              .filter(seed -> !ChangePoints.of(series(seed, at -> 0, length)).isEmpty())
              .count();
      assertThat(found).as("%d values", length).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void findsAStepBetweenTwoConstantLevels() {
    assertThat(ChangePoints.of(new double[] {1, 1, 1, 2, 2, 2})).containsExactly(3);
  }

  private static double[] series(long seed, IntToDoubleFunction level, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length];
    Arrays.setAll(values, at -> level.applyAsDouble(at) + NOISE * random.nextGaussian());
    return values;
  }
}
