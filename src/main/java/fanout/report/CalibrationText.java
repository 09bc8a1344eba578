package fanout.report;

import fanout.model.Attribution;
import fanout.model.Attribution.Row;
import fanout.model.StandardAddition;
import fanout.model.StandardAddition.Verdict;
import fanout.report.Table.Column;
import fanout.results.Calibration;
import fanout.results.Calibration.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes for people whether the ledger found what was added: a matrix for each strategy, one column
 * for each place at which time was added, one line for each line of the ledger.
 */
public final class CalibrationText {
  private final Calibration calibration;
  private final List<Attribution> attributions;

  /**
   * Fits a calibration.
   *
   * @throws IllegalArgumentException if there are too few amounts to fit
   */
  public CalibrationText(Calibration calibration) {
    this.calibration = calibration;
    this.attributions = Attribution.of(calibration);
  }

  /** Returns the fits, one for each strategy. */
  public List<Attribution> attributions() {
    return attributions;
  }

  /** Returns the verdict over all strategies. */
  public Verdict verdict() {
    return Attribution.worst(attributions.stream().map(Attribution::verdict));
  }

  /** Returns the text, within 80 columns. */
  public String toText() {
    StringBuilder text = new StringBuilder(head());
    for (Attribution attribution : attributions) {
      text.append('\n').append(attribution.strategy()).append('\n');
      text.append(table(attribution).toText());
    }
    return text.append('\n').append(conclusion()).append('\n').toString();
  }

  private String head() {
    Settings settings = calibration.settings();
    return String.format(
        Locale.ROOT,
        """
        Standard additions: known time is added at one place (columns); where does the
        ledger find it (rows), and does the makespan grow by it ÷ c (stopwatch)?
        Slopes with their 95 %% intervals; expected are 1 where the row is the column's
        own place and for the stopwatch, 0 everywhere else, each within %.2f.
        ! is a slope that fails, ? one that is not known well enough.
        %d requests on %d slots, %s; %d batches, seed %d.
        """,
        StandardAddition.TOLERANCE,
        settings.requests(),
        settings.concurrency(),
        settings.exchange(),
        calibration.batches().size(),
        settings.seed());
  }

  private static Table table(Attribution attribution) {
    List<Row> places = attribution.rows();
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("found in"));
    places.forEach(place -> columns.add(Column.number(place.place() + " ")));
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < places.getFirst().cells().size(); i++) {
      int line = i;
      lines.add(
          cells(
              places.getFirst().cells().get(line).line(),
              places.stream().map(place -> cell(place.cells().get(line).addition()))));
    }
    lines.add(cells("stopwatch", places.stream().map(place -> cell(place.stopwatch()))));
    lines.add(cells("verdict", places.stream().map(place -> word(place.verdict()) + " ")));
    return new Table(columns, lines);
  }

  private static List<String> cells(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others).toList();
  }

  private static String cell(StandardAddition addition) {
    return String.format(
        Locale.ROOT,
        "%.3f ± %.3f%s",
        addition.slope().value() + 0.0, // no minus sign before a zero
        addition.slope().halfWidth(),
        switch (addition.verdict()) {
          case HOLDS -> " ";
          case FAILS -> "!";
          case TOO_UNCERTAIN -> "?";
        });
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "holds";
      case FAILS -> "FAILS";
      case TOO_UNCERTAIN -> "uncertain";
    };
  }

  private String conclusion() {
    return switch (verdict()) {
      case HOLDS -> "the instrument holds: every slope is the expected one";
      case FAILS -> "the instrument fails: " + count(Verdict.FAILS) + " are not the expected one";
      case TOO_UNCERTAIN ->
          "undecided: "
              + count(Verdict.TOO_UNCERTAIN)
              + " are too uncertain; give more --repetitions";
    };
  }

  private String count(Verdict verdict) {
    List<StandardAddition> slopes =
        attributions.stream()
            .flatMap(attribution -> attribution.rows().stream())
            .flatMap(
                row ->
                    Stream.concat(
                        row.cells().stream().map(Attribution.Cell::addition),
                        Stream.of(row.stopwatch())))
            .toList();
    long hit = slopes.stream().filter(slope -> slope.verdict() == verdict).count();
    return hit + " of " + slopes.size() + " slopes";
  }
}
