package fanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fanout.model.StandardAddition.Reading;
import fanout.model.StandardAddition.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StandardAdditionTest {
  @Test
  void findsSlopeAndInterceptOfExactDataAgain() {
    StandardAddition addition = StandardAddition.onDiagonal(readings(1, 7_000, 0));

    assertThat(addition.slope().value()).isCloseTo(1, within(1e-12));
    assertThat(addition.intercept().value()).isCloseTo(7_000, within(1e-6));
    assertThat(addition.amounts()).isEqualTo(6);
    assertThat(addition.verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void givesStudentsIntervals() {
    // By hand: slope 1, intercept 1.04, squared residuals 0.072, t(3) at 0.975 is 3.182446.
    double[] y = {1.1, 1.9, 3.2, 3.9, 5.1};
    List<Reading> readings = new ArrayList<>();
    for (int x = 0; x < y.length; x++) {
      readings.add(new Reading(x, x, y[x]));
    }

    StandardAddition addition = StandardAddition.onDiagonal(readings);

    double variance = 0.072 / 3;
    assertThat(addition.slope().value()).isCloseTo(1.00, within(1e-12));
    assertThat(addition.slope().halfWidth())
        .isCloseTo(3.182446 * Math.sqrt(variance / 10), within(1e-6));
    assertThat(addition.intercept().value()).isCloseTo(1.04, within(1e-12));
    assertThat(addition.intercept().halfWidth())
        .isCloseTo(3.182446 * Math.sqrt(variance * (1.0 / 5 + 4.0 / 10)), within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "1.00, HOLDS",
    "1.049, HOLDS",
    "0.951, HOLDS",
    "1.051, FAILS",
    "0.949, FAILS",
    "0.0, FAILS"
  })
  void expectsOneOnTheDiagonal(double slope, Verdict verdict) {
    assertThat(StandardAddition.onDiagonal(readings(slope, 1_000, 0)).verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"0.0, HOLDS", "0.049, HOLDS", "-0.049, HOLDS", "0.051, FAILS", "-0.051, FAILS"})
  void expectsZeroOffTheDiagonal(double slope, Verdict verdict) {
    assertThat(StandardAddition.offDiagonal(readings(slope, 1_000, 0)).verdict())
        .isEqualTo(verdict);
  }

  @Test
  void holdsByTheSlopeWhereTheIntervalIsNarrowButCrossesTheTolerance() {
    StandardAddition addition = StandardAddition.onDiagonal(readings(1.04, 0, 20_000));

    assertThat(addition.slope().high()).isGreaterThan(1.05);
    assertThat(addition.slope().halfWidth()).isLessThan(0.05);
    assertThat(addition.verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void isTooUncertainWhereNoiseHidesTheSlope() {
    StandardAddition addition = StandardAddition.onDiagonal(readings(1, 0, 500_000));

    assertThat(addition.slope().halfWidth()).isGreaterThan(0.05);
    assertThat(addition.verdict()).isEqualTo(Verdict.TOO_UNCERTAIN);
  }

  @Test
  void failsHoweverUncertainWhereTheWholeIntervalIsOutside() {
    StandardAddition addition = StandardAddition.offDiagonal(readings(5, 0, 500_000));

    assertThat(addition.slope().halfWidth()).isGreaterThan(0.05);
    assertThat(addition.verdict()).isEqualTo(Verdict.FAILS);
  }

  @Test
  void usesWhatWasAddedAndNotWhatWasAskedFor() {
    List<Reading> overslept = new ArrayList<>();
    for (int amount = 0; amount < 5; amount++) {
      overslept.add(new Reading(amount * 100, amount * 150, amount * 150));
    }

    assertThat(StandardAddition.onDiagonal(overslept).slope().value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void refusesFewerThanFiveDifferentAmounts() {
    List<Reading> readings = new ArrayList<>();
    for (int batch = 0; batch < 40; batch++) {
      readings.add(new Reading(batch % 4, batch, batch)); // never twice the same time added
    }

    assertThatThrownBy(() -> StandardAddition.onDiagonal(readings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 5 different amounts, had 4")
        .hasMessageContaining("inject more of them");
  }

  @Test
  void refusesReadingsOutOfRange() {
    assertThatThrownBy(() -> new Reading(-1, 0, 0)).hasMessageContaining("amounts must be >= 0");
    assertThatThrownBy(() -> new Reading(0, 0, Double.NaN)).hasMessageContaining("must be finite");
  }

  /** Six amounts up to a millisecond, ten batches each, and noise of the given deviation. */
  private static List<Reading> readings(double slope, double intercept, double noise) {
    Random random = new Random(42);
    List<Reading> readings = new ArrayList<>();
    for (int amount = 0; amount < 6; amount++) {
      for (int batch = 0; batch < 10; batch++) {
        double added = amount * 200_000 + batch;
        readings.add(
            new Reading(
                amount * 200_000,
                added,
                intercept + slope * added + noise * random.nextGaussian()));
      }
    }
    return readings;
  }
}
