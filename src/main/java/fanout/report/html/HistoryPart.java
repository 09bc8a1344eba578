package fanout.report.html;

import fanout.report.Figures;
import fanout.report.RowNames;
import fanout.report.Table;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.Marks.Point;
import fanout.stats.History;
import fanout.stats.History.Change;
import fanout.stats.History.Series;
import fanout.stats.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Benchmarks over time: a small chart a row, with the places where its level changed. */
final class HistoryPart {
  private static final int HEIGHT = 40;
  private static final int EDGE = 4;

  private final History history;
  private final Limits limits;
  private final Scale scale;
  private final Map<List<Object>, Row> rows = new HashMap<>();

  HistoryPart(History history, Limits limits) {
    this.history = history;
    this.limits = limits;
    history.last().rows().forEach(row -> rows.put(List.of(row.key(), row.measure().metric()), row));
    int last = history.files().size() - 1;
    List<Scale.Tick> ticks =
        IntStream.rangeClosed(0, last)
            .mapToObj(file -> new Scale.Tick(file, String.valueOf(file + 1)))
            .toList();
    this.scale = new Scale(0, last, false, 1.5, ticks);
  }

  Page.Part part() {
    RowNames names = new RowNames(history.series().stream().map(Series::key).toList());
    Rows table =
        new Rows(
            scale,
            "file, oldest first",
            Table.columns("benchmark", "#value", "unit", "last", "#changes"));
    List<Series> worst =
        history.series().stream()
            .sorted(Comparator.comparingInt(series -> row(series).map(HistoryPart::rank).orElse(2)))
            .toList();
    limits.of(worst).forEach(series -> table.row(cells(names, series), marks(series), HEIGHT));
    String files =
        history.files().stream()
            .map(file -> Html.element("li", Html.name(file.text())))
            .collect(Collectors.joining());
    return new Page.Part(
        "history",
        "Over time",
        Html.element(
                "p",
                "A dot is a file's geometric mean over its forks, on a scale of the row's own; the"
                    + " last is judged against those of its machine and JDK since their last"
                    + " change. A dashed rule is a <dfn>change point</dfn>, where the level changed;"
                    + " the band is where the next value is expected with 95 % confidence.")
            + Html.details("Files", Html.element("ol", files))
            + table.html("Benchmarks over time")
            + Html.leftOut(limits.rows(), worst.size(), "rows"));
  }

  private static int rank(Row row) {
    return ComparisonPart.rank(row.verdict());
  }

  private Optional<Row> row(Series series) {
    return Optional.ofNullable(rows.get(List.of(series.key(), series.measure().metric())));
  }

  private List<String> cells(RowNames names, Series series) {
    String changes =
        series.changes().stream()
            .map(change -> change.at() + 1 + ": × " + Figures.score(change.ratio()))
            .collect(Collectors.joining(", "));
    String verdict =
        row(series)
            .map(row -> ComparisonPart.verdict(row) + " " + Figures.score(row.ratio()))
            .orElse("");
    return List.of(
        Rows.name(names.of(series.key(), series.measure())),
        Figures.score(series.values().getLast()),
        Html.name(series.unit().shown()),
        verdict,
        Html.text(changes));
  }

  private Marks marks(Series series) {
    DoubleStream expected = DoubleStream.of(series.next().low(), series.next().high());
    double[] all =
        DoubleStream.concat(expected, series.values().stream().mapToDouble(Double::doubleValue))
            .filter(Double::isFinite)
            .toArray();
    Scale up = Scale.around(all, all);
    Marks marks = new Marks(scale);
    int last = history.files().size() - 1;
    if (Double.isFinite(series.next().low())) {
      int from = series.changes().isEmpty() ? 0 : series.changes().getLast().at();
      marks.band(
          flat(from, last, down(up, series.next().low())),
          flat(from, last, down(up, series.next().high())),
          HEIGHT,
          Ink.ACCENT);
    }
    for (Change change : series.changes()) {
      marks.rule(change.at() - 0.5, 0, HEIGHT, change.ratio() > 1 ? Ink.BAD : Ink.GOOD, "3 2");
    }
    List<Point> line = new ArrayList<>();
    for (int file = 0; file <= last; file++) {
      double value = series.values().get(file);
      if (Double.isFinite(value)) {
        line.add(new Point(file, down(up, value)));
      }
    }
    marks.line(line, HEIGHT, Ink.SOFT, "1");
    line.forEach(at -> marks.dot(at.x(), at.y(), 3, Ink.ACCENT, title(series, (int) at.x())));
    return marks;
  }

  private String title(Series series, int file) {
    return history.files().get(file).text()
        + ": "
        + Figures.score(series.values().get(file))
        + " "
        + series.unit().shown();
  }

  private static List<Point> flat(int from, int to, double y) {
    return List.of(new Point(from, y), new Point(to, y));
  }

  private static double down(Scale up, double value) {
    return EDGE + (HEIGHT - 2 * EDGE) * (1 - up.at(value));
  }
}
