package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.model.Calibration;
import fanout.model.CalibrationRows;
import fanout.model.CalibrationRows.Broken;
import org.junit.jupiter.api.Test;

final class CalibrationTextTest {
  @Test
  void showsEachCheckInALineOfATerminal() {
    String text = CalibrationText.of(Calibration.of(CalibrationRows.of(Broken.NOTHING)));
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    assertThat(text)
        .containsPattern("no delay: spin, CPU +[01]\\.\\d{3} +0\\.0\\d\\d +0.900 to 1.100 +holds")
        .endsWith("The instrument holds.\n");
  }

  @Test
  void pointsOutWhatFails() {
    String text = CalibrationText.of(Calibration.of(CalibrationRows.of(Broken.RECORDING)));
    assertThat(text)
        .containsPattern("recording on ÷ off, makespan +1\\.0\\d\\d .* FAILS\n")
        .contains("The instrument fails: a figure is not where it must be.");
  }
}
