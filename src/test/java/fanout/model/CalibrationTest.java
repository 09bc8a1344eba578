package fanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import fanout.model.CalibrationRows.Broken;
import fanout.model.Check.Verdict;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import fanout.stats.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An instrument that is right passes; each way of breaking it fails the check that is for it. */
final class CalibrationTest {
  @Test
  void holdsWhenEveryAdditionCostsWhatItMust() {
    Calibration calibration = Calibration.of(CalibrationRows.of(Broken.NOTHING));
    assertThat(calibration.checks())
        .allSatisfy(check -> assertThat(check.verdict()).as("%s", check).isEqualTo(Verdict.HOLDS));
    assertThat(calibration.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(found(calibration, "no delay: spin, makespan")).isCloseTo(0.5, within(0.05));
    assertThat(found(calibration, "2ms: spin, makespan")).isCloseTo(0.1, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({
    "CPU_CLOCK, 'no delay: spin, CPU'",
    "STOPWATCH, 'no delay: spin, makespan'",
    "CONTROL, '2ms: predicted − control, ÷ W'",
    "INSIDE, 'no delay: lock, in − out, makespan'",
    "PRICE, 'no delay: wake, CPU ÷ price'",
    "ORDER, 'A/A: forks whose interval has 0'",
    "RECORDING, 'recording on ÷ off, makespan'",
    "BOOKS, 'slot times: what is not booked, %'"
  })
  void failsWhenTheInstrumentIsBroken(Broken broken, String subject) {
    Calibration calibration = Calibration.of(CalibrationRows.of(broken));
    assertThat(calibration.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(calibration.checks())
        .filteredOn(check -> check.verdict() == Verdict.FAILS)
        .extracting(Check::subject)
        .contains(subject);
  }

  @Test
  void isUndecidedWhereBatchesScatterTooMuch() {
    assertThat(Calibration.of(CalibrationRows.of(Broken.NOTHING, 0.15)).verdict())
        .isNotEqualTo(Verdict.HOLDS);
  }

  @Test
  void refusesFewerThanFiveAmounts() {
    List<ResultEntry> entries =
        CalibrationRows.of(Broken.NOTHING).stream()
            .filter(entry -> !Parameter.ADDITION.of(entry).endsWith(":4us"))
            .toList();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.of(entries))
        .withMessage("a standard addition needs at least 5 different amounts, had 4");
  }

  @Test
  void refusesAResultWithoutAdditions() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Calibration.of(Contenders.ofThousand().add("A", "NONE", 1).file().entries()))
        .withMessage("not a calibration: no row with addition=spin");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 0.95, 1.05, HOLDS",
    "1.0, 0.5, 1.5, UNCERTAIN",
    "1.05, 0.97, 1.13, HOLDS",
    "1.15, 1.07, 1.23, FAILS",
    "1.5, 1.2, 1.8, FAILS",
    "1.0, NaN, NaN, UNCERTAIN"
  })
  void judgesAFigureByItsIntervalAndThenByItsValue(
      double mean, double low, double high, Verdict verdict) {
    Check check = Check.of("x", new ForkMean(mean, low, high, 5), new Interval(0.9, 1.1), 0.1);
    assertThat(check.verdict()).isEqualTo(verdict);
  }

  private static double found(Calibration calibration, String subject) {
    return calibration.checks().stream()
        .filter(check -> check.subject().equals(subject))
        .findFirst()
        .orElseThrow()
        .found()
        .mean();
  }
}
