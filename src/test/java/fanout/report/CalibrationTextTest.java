package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.model.Calibrations;
import fanout.model.StandardAddition.Verdict;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CalibrationTextTest {
  @Test
  void saysThatTheInstrumentHoldsWithinEightyColumns() {
    CalibrationText text = new CalibrationText(Calibrations.of(Calibrations::rightly, 1));

    assertThat(text.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(text.toText())
        .contains("THREAD_POOL\nfound in", "\nstopwatch  ", "\nverdict ")
        .endsWith("\nthe instrument holds: every slope is the expected one\n")
        .doesNotContain("FAILS");
    assertThat(text.toText().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void saysWhatToDoWhereNoiseHidesTheSlopes() {
    Random random = new Random(42);
    CalibrationText text =
        new CalibrationText(
            Calibrations.of(
                (place, nanos, lines) -> {
                  Calibrations.rightly(place, nanos, lines);
                  lines.merge("service", random.nextLong(-20_000_000, 20_000_000), Long::sum);
                },
                1));

    assertThat(text.verdict()).isEqualTo(Verdict.TOO_UNCERTAIN);
    assertThat(text.toText()).contains("undecided: ", "more --repetitions");
    assertThat(text.toText().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void marksTheSlopesThatFailAndCountsThem() {
    CalibrationText text =
        new CalibrationText(
            Calibrations.of(
                (place, nanos, lines) ->
                    Calibrations.rightly(
                        place.equals("gather") ? "imbalance" : place, nanos, lines),
                1));

    assertThat(text.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(text.toText().lines())
        .anyMatch(line -> line.startsWith("gather ") && line.endsWith("!"))
        .anyMatch(line -> line.startsWith("imbalance ") && line.endsWith("!"))
        .anyMatch(line -> line.matches("verdict +holds +holds +holds +FAILS"))
        .anyMatch(
            line -> line.equals("the instrument fails: 2 of 32 slopes are not the expected one"));
  }
}
