package fanout.report.html;

import fanout.report.Sweeps;
import fanout.report.Sweeps.Recording;
import fanout.report.Table;
import fanout.report.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** What keeping the times of each request costs. */
final class RecordingPart {
  private static final double AIM = 1.01;
  private static final int MIDDLE = 15;

  private final Sheet sheet;

  RecordingPart(Sheet sheet) {
    this.sheet = sheet;
  }

  Part of(List<Source> sources) {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      List<Recording> recordings = Sweeps.of(source.file()).recordings();
      if (!recordings.isEmpty()) {
        html.append(source.isAlone() ? "" : Html.element("h3", Html.name(source.name())))
            .append(sheet.figure(figure(recordings)));
      }
    }
    return new Part("recording", "What recording costs", html.toString(), "RecordingBenchmark");
  }

  private Figure figure(List<Recording> all) {
    List<Recording> shown = sheet.shown(all);
    Scale scale =
        Scale.around(
            shown.stream()
                .flatMapToDouble(
                    each ->
                        DoubleStream.of(
                            1, AIM, each.median(), each.mean().low(), each.mean().high()))
                .toArray());
    RowChart chart =
        new RowChart(scale, "makespan with ÷ without").reference(1, "one").reference(AIM, "half");
    List<List<String>> cells = new ArrayList<>();
    for (Recording each : all) {
      cells.add(
          List.of(
              each.strategy(),
              number(each.median()),
              "[" + number(each.mean().low()) + ", " + number(each.mean().high()) + "]",
              String.valueOf(each.mean().forks())));
    }
    for (Recording each : shown) {
      String marks =
          Double.isFinite(each.mean().low())
              ? Svg.line(
                  scale, each.mean().low(), each.mean().high(), MIDDLE, "interval", "95 % interval")
              : "";
      chart.row(
          each.strategy(),
          number(each.median()),
          marks + Svg.dot(scale, each.median(), MIDDLE, 4.5, "mean", number(each.median())));
    }
    return new Figure(
        "Makespan with recording ÷ without",
        "Shows the median over forks and the 95 % interval of the mean; the aim, dotted, is 1.01.",
        "It does not show what drawing up the ledgers costs: that happens between batches.",
        chart.html("Ratios with intervals; the table has the data"),
        new Table(
            List.of(
                Column.text("strategy"),
                Column.number("median"),
                Column.number("95 % of the mean"),
                Column.number("forks")),
            cells));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "-";
  }
}
