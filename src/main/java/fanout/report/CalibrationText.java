package fanout.report;

import fanout.model.Calibration;
import fanout.model.Check;
import fanout.report.Table.Column;
import java.util.List;
import java.util.Locale;

/** The answers of a calibration as a table for a terminal. */
public final class CalibrationText {
  private CalibrationText() {}

  /** Returns the text, within 80 columns. */
  public static String of(Calibration calibration) {
    return table(calibration).toText() + "\n" + conclusion(calibration) + "\n";
  }

  /** Returns one row a check. */
  public static Table table(Calibration calibration) {
    List<Column> columns = Table.columns("check", "#found", "#±", "#allowed", "verdict");
    List<List<String>> rows = calibration.checks().stream().map(CalibrationText::row).toList();
    return new Table(columns, rows);
  }

  private static List<String> row(Check check) {
    double halfWidth = check.found().halfWidth();
    return List.of(
        check.subject(),
        number(check.found().mean()),
        Double.isNaN(halfWidth) ? "" : number(halfWidth),
        number(check.allowed().low()) + " to " + number(check.allowed().high()),
        word(check.verdict()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value + 0.0); // no minus sign before a zero
  }

  private static String word(Check.Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "holds";
      case UNCERTAIN -> "uncertain";
      case FAILS -> "FAILS";
    };
  }

  /** Returns the verdict as a sentence. */
  public static String conclusion(Calibration calibration) {
    return switch (calibration.verdict()) {
      case HOLDS -> "The instrument holds.";
      case UNCERTAIN -> "Undecided: a figure is not known well enough; run it with more forks.";
      case FAILS ->
          "The instrument fails: a figure is not where it must be. Where spins take more CPU than"
              + "\ntheir amount, other programs or the host of this machine take processors away.";
    };
  }
}
