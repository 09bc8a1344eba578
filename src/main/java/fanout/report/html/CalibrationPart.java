package fanout.report.html;

import fanout.model.Attribution;
import fanout.model.StandardAddition;
import fanout.model.StandardAddition.Reading;
import fanout.report.CalibrationText;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.Marks.Point;
import fanout.results.Calibration;
import fanout.results.Calibration.Batch;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Whether the instrument is right: what was added against what was found. */
final class CalibrationPart {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Limits limits;

  CalibrationPart(Limits limits) {
    this.limits = limits;
  }

  Page.Part of(List<Calibration> calibrations) {
    StringBuilder html = new StringBuilder();
    for (Calibration calibration : calibrations) {
      CalibrationText text = new CalibrationText(calibration);
      String verdict =
          switch (text.verdict()) {
            case HOLDS -> "The instrument holds: every slope is the expected one.";
            case FAILS -> "The instrument fails: a slope is not the expected one.";
            case TOO_UNCERTAIN -> "Undecided: a slope is too uncertain.";
          };
      html.append(Html.element("p", "answer", verdict));
      for (Attribution attribution : limits.of(text.attributions())) {
        html.append(figure(calibration, attribution));
      }
    }
    return new Page.Part("calibration", "Is the instrument right?", html.toString());
  }

  private static String figure(Calibration calibration, Attribution attribution) {
    StringBuilder panels = new StringBuilder();
    for (Attribution.Row row : attribution.rows()) {
      List<Batch> batches =
          calibration.batches().stream()
              .filter(batch -> batch.strategy().equals(attribution.strategy()))
              .filter(batch -> batch.place().equals(row.place()))
              .toList();
      panels.append(panel(row, Attribution.recovered(row.place(), batches)));
    }
    return Html.figure(
        attribution.strategy(),
        "How much the ledger's line grew over what was added at its place, the median over the"
            + " batches of each amount; on the line both are equal.",
        Html.element("div", "panels", panels.toString()));
  }

  private static String panel(Attribution.Row row, List<Reading> readings) {
    StandardAddition own =
        row.cells().stream()
            .filter(cell -> cell.line().equals(row.place()))
            .findFirst()
            .orElseThrow()
            .addition();
    List<Point> points =
        readings.stream()
            .map(
                reading ->
                    new Point(
                        reading.addedNanos() / NANOS_PER_MILLI,
                        (reading.recoveredNanos() - own.intercept().value()) / NANOS_PER_MILLI))
            .toList();
    Scale scale =
        Scale.fromZero(
            points.stream().flatMapToDouble(point -> DoubleStream.of(point.x(), point.y())));
    Plane plane =
        new Plane(scale, scale)
            .line(List.of(new Point(0, 0), new Point(scale.high(), scale.high())), Ink.SOFT, "1");
    points.forEach(
        at ->
            plane.dot(
                at,
                Ink.ACCENT,
                Readings.number(at.x()) + " ms added, " + Readings.number(at.y()) + " ms found"));
    return plane.html(
        row.place(),
        "found in ms over added in ms",
        String.format(
            Locale.ROOT,
            "slope %.3f ± %.3f, %s",
            own.slope().value(),
            own.slope().halfWidth(),
            row.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
  }
}
