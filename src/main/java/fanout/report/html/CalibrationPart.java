package fanout.report.html;

import fanout.model.Attribution;
import fanout.model.StandardAddition;
import fanout.model.StandardAddition.Reading;
import fanout.report.CalibrationText;
import fanout.report.Figures;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.report.html.XyPlot.Point;
import fanout.results.Calibration;
import fanout.results.Calibration.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Is the instrument right: what was injected against what the ledger found. */
final class CalibrationPart {
  private static final int HEIGHT = 130;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Sheet sheet;

  CalibrationPart(Sheet sheet) {
    this.sheet = sheet;
  }

  Part of(List<Calibration> calibrations) {
    StringBuilder html = new StringBuilder();
    for (Calibration calibration : calibrations) {
      CalibrationText text = new CalibrationText(calibration);
      String verdict =
          switch (text.verdict()) {
            case HOLDS -> "The instrument holds: every slope is the expected one.";
            case FAILS -> "The instrument fails: a slope is not the expected one.";
            case TOO_UNCERTAIN -> "Undecided: a slope is too uncertain.";
          };
      html.append(Html.element("p", verdict));
      for (Attribution attribution : sheet.shown(text.attributions())) {
        html.append(sheet.figure(figure(calibration, attribution)));
      }
    }
    return new Part("calibration", "Calibration", html.toString(), "calibrate");
  }

  private static Figure figure(Calibration calibration, Attribution attribution) {
    StringBuilder panels = new StringBuilder();
    List<List<String>> cells = new ArrayList<>();
    for (Attribution.Row row : attribution.rows()) {
      List<Batch> batches =
          calibration.batches().stream()
              .filter(batch -> batch.strategy().equals(attribution.strategy()))
              .filter(batch -> batch.place().equals(row.place()))
              .toList();
      List<Reading> readings = Attribution.recovered(row.place(), batches);
      StandardAddition own = own(row);
      panels.append(panel(row, own, readings));
      for (Reading reading : readings) {
        cells.add(cells(row, own, reading));
      }
    }
    return new Figure(
        attribution.strategy(),
        "Shows how much the ledger's line grew (up) by what was added at its place (across), the"
            + " median over the batches of each amount; on the line both are equal.",
        "It does not show the other lines, which must not grow: the data has their largest slope.",
        Html.element("div", "panels small", panels.toString()),
        new Table(
            List.of(
                Column.text("added at"),
                Column.number("added ms"),
                Column.number("found ms, less what was there"),
                Column.number("slope"),
                Column.number("makespan's slope"),
                Column.number("largest slope elsewhere"),
                Column.text("verdict")),
            cells));
  }

  private static StandardAddition own(Attribution.Row row) {
    return row.cells().stream()
        .filter(cell -> cell.line().equals(row.place()))
        .findFirst()
        .orElseThrow()
        .addition();
  }

  private static List<String> cells(Attribution.Row row, StandardAddition own, Reading reading) {
    double elsewhere =
        row.cells().stream()
            .filter(cell -> !cell.line().equals(row.place()))
            .mapToDouble(cell -> Math.abs(cell.addition().slope().value()))
            .max()
            .orElse(Double.NaN);
    return List.of(
        row.place(),
        Figures.number(reading.addedNanos() / NANOS_PER_MILLI),
        Figures.number(grown(own, reading) / NANOS_PER_MILLI),
        slope(own),
        slope(row.stopwatch()),
        String.format(Locale.ROOT, "%.3f", elsewhere),
        verdict(row.verdict()));
  }

  private static String panel(Attribution.Row row, StandardAddition own, List<Reading> readings) {
    Scale scale =
        Scale.fromZero(
            Scale.highest(
                readings.stream()
                    .flatMap(
                        reading ->
                            Stream.of(
                                reading.addedNanos() / NANOS_PER_MILLI,
                                grown(own, reading) / NANOS_PER_MILLI))));
    XyPlot plot = new XyPlot(scale, scale, HEIGHT);
    plot.line(List.of(new Point(0, 0), new Point(scale.high(), scale.high())), "curve equal");
    for (Reading reading : readings) {
      double added = reading.addedNanos() / NANOS_PER_MILLI;
      double found = grown(own, reading) / NANOS_PER_MILLI;
      plot.mark(
          new Point(added, found),
          Shape.of(0),
          "line " + css(row.place()),
          Figures.number(added) + " ms added, " + Figures.number(found) + " ms found");
    }
    return Html.element(
        "div",
        "panel",
        Html.element("h5", Html.name(row.place()))
            + plot.html("Points on a 1:1 line; the table has the data", "added, ms", "found, ms")
            + Html.element("p", "note", "slope " + slope(own) + ", " + verdict(row.verdict())));
  }

  /** A place that is not one of ours has no colour of its own. */
  private static String css(String place) {
    return LedgerLine.words(LedgerLine.all()).anyMatch(place::equals) ? place : "ink";
  }

  private static double grown(StandardAddition own, Reading reading) {
    return reading.recoveredNanos() - own.intercept().value();
  }

  private static String slope(StandardAddition addition) {
    return String.format(
        Locale.ROOT, "%.3f ± %.3f", addition.slope().value(), addition.slope().halfWidth());
  }

  private static String verdict(StandardAddition.Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "holds";
      case FAILS -> "fails";
      case TOO_UNCERTAIN -> "uncertain";
    };
  }
}
