package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
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
    double[] values = series(5, at -> 0.005 * at, 60);
    List<Integer> cuts = ChangePoints.of(values);
    double[] levels =
        IntStream.rangeClosed(0, cuts.size())
            .mapToDouble(
                step ->
                    Arrays.stream(
                            values,
                            step == 0 ? 0 : cuts.get(step - 1),
                            step == cuts.size() ? values.length : cuts.get(step))
                        .average()
                        .orElseThrow())
            .toArray();
    assertThat(levels).hasSizeGreaterThan(2).isSorted();
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

  /**
   * What MongoDB's implementation is tested against
   * (github.com/mongodb/signal-processing-algorithms, tests/test_detection.py, {@code
   * test_random_ish_data}): the same cuts and energies.
   */
  @Test
  void agreesWithMongodbsCutsAndEnergies() {
    double[] values = {
      41, 18, 23, 3, 32, 11, 40, 13, 29, 48, 47, 35, 18, 21, 6, 2, 23, 3, 4, 7, 120, 103, 102, 81,
      71, 62, 115, 61, 108, 63, 70, 98, 65, 96, 64, 74, 70, 113, 90, 114, 208, 196, 153, 150, 225,
      179, 206, 165, 177, 151, 218, 217, 244, 245, 229, 195, 225, 229, 176, 250
    };
    assertThat(ChangePoints.of(values)).containsExactly(20, 40);
    ChangePoints.Cut first = ChangePoints.best(values);
    assertThat(first.at()).isEqualTo(40);
    assertThat(first.energy()).isCloseTo(2848.1169590643276, within(1e-8));
    ChangePoints.Cut second = ChangePoints.best(Arrays.copyOf(values, 40));
    assertThat(second.at()).isEqualTo(20);
    assertThat(second.energy()).isCloseTo(893.578947368421, within(1e-8));
  }

  @Test
  void findsAStepBetweenTwoConstantLevels() {
    assertThat(ChangePoints.of(new double[] {1, 1, 1, 2, 2, 2})).containsExactly(3);
  }

  /** Sums of equal logs are rounded, and what rounding leaves is no distance. */
  @Test
  void findsNoChangeAmongEqualValues() {
    double[] values = new double[30];
    Arrays.fill(values, Math.log(12));
    assertThat(ChangePoints.of(values)).isEmpty();
  }

  @Test
  void findsOneStepBetweenManyEqualValues() {
    double[] values = new double[40];
    Arrays.setAll(values, at -> Math.log(at < 20 ? 12 : 13));
    assertThat(ChangePoints.of(values)).containsExactly(20);
  }

  private static double[] series(long seed, IntToDoubleFunction level, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length];
    Arrays.setAll(values, at -> level.applyAsDouble(at) + NOISE * random.nextGaussian());
    return values;
  }
}
