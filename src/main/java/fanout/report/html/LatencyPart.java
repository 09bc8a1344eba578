package fanout.report.html;

import fanout.report.Figures;
import fanout.report.Summary;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.report.html.Scale.Tick;
import fanout.report.html.XyPlot.Point;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How long single requests took: percentiles on a log scale. */
final class LatencyPart {
  private static final int HEIGHT = 240;

  /** Places across by the number of nines: each step is a tenth of the requests before it. */
  private static final List<Percentile> PERCENTILES =
      List.of(
          new Percentile("p50", 0.301),
          new Percentile("p90", 1),
          new Percentile("p99", 2),
          new Percentile("max", 2.7));

  private final Sheet sheet;

  private record Percentile(String name, double nines) {}

  LatencyPart(Sheet sheet) {
    this.sheet = sheet;
  }

  Part of(List<Source> sources) {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      for (Summary.Setting setting : sheet.shown(source.summary().settings())) {
        List<Summary.Row> rows =
            setting.rows().stream()
                .filter(row -> Readings.mean(row.entry(), "latency.p50").isPresent())
                .toList();
        if (!rows.isEmpty()) {
          html.append(Html.element("h3", source.heading(setting)))
              .append(legend(sheet.shown(rows)))
              .append(Html.element("div", "grid", figures(rows)));
        }
      }
    }
    return new Part("latency", "Latency of single requests", html.toString(), "FanOutBenchmark");
  }

  private String figures(List<Summary.Row> rows) {
    return figure(
            rows,
            "latency",
            "Exchange, sent to received",
            "Shows the percentiles of requests alone: means over iterations and forks, with each"
                + " fork's mean as a small point.")
        + figure(
            rows,
            "turnaround",
            "Turnaround, submitted to gathered",
            "Shows the same from the caller's side: with the time that a request waited for a slot"
                + " and its reply to be gathered.");
  }

  private String figure(List<Summary.Row> all, String metric, String title, String shows) {
    List<Summary.Row> rows =
        all.stream()
            .filter(row -> Readings.mean(row.entry(), metric + ".p50").isPresent())
            .toList();
    if (rows.isEmpty()) {
      return "";
    }
    return sheet.figure(
        new Figure(
            title,
            shows,
            "A batch is closed: the next request waits for a free slot, so these are not latencies"
                + " under an arrival rate.",
            plot(sheet.shown(rows), metric),
            table(rows, metric)));
  }

  private static String legend(List<Summary.Row> rows) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      keys.append(Shape.key(i, rows.get(i).strategy()));
    }
    return Html.element("ul", "legend", keys.toString());
  }

  private static String plot(List<Summary.Row> rows, String metric) {
    Tick[] ticks =
        PERCENTILES.stream().map(at -> new Tick(at.nines(), at.name())).toArray(Tick[]::new);
    XyPlot plot = new XyPlot(Scale.of(0.15, 2.85, ticks), micros(rows, metric), HEIGHT);
    for (int i = 0; i < rows.size(); i++) {
      Summary.Row row = rows.get(i);
      List<Point> curve = new ArrayList<>();
      for (Percentile percentile : PERCENTILES) {
        mean(row, metric, percentile)
            .ifPresent(mean -> curve.add(new Point(percentile.nines(), mean.mean())));
        for (double fork : Readings.forks(row.entry(), name(metric, percentile))) {
          plot.mark(new Point(percentile.nines(), fork), Shape.POINT, "faint " + Shape.css(i), "");
        }
      }
      if (!curve.isEmpty()) {
        plot.line(curve, "curve " + Shape.css(i));
      }
      for (Point point : curve) {
        String words = row.strategy() + ": " + Figures.brief(point.y()) + " µs";
        plot.mark(point, Shape.of(i), Shape.css(i), words);
      }
    }
    return plot.html("Percentiles; the table has the data", "percentile", "µs, log scale");
  }

  private static Scale micros(List<Summary.Row> rows, String metric) {
    double[] all =
        rows.stream()
            .flatMapToDouble(
                row ->
                    PERCENTILES.stream()
                        .flatMapToDouble(
                            at -> Arrays.stream(Readings.forks(row.entry(), name(metric, at)))))
            .filter(value -> value > 0 && Double.isFinite(value))
            .toArray();
    double low = Arrays.stream(all).min().orElse(1);
    return Scale.log(low, Arrays.stream(all).max().orElse(low * 10));
  }

  private static Table table(List<Summary.Row> rows, String metric) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("strategy")));
    PERCENTILES.forEach(at -> columns.add(Column.number(at.name() + " µs")));
    List<List<String>> cells = new ArrayList<>();
    for (Summary.Row row : rows) {
      List<String> line = new ArrayList<>(List.of(row.strategy()));
      PERCENTILES.forEach(
          at ->
              line.add(
                  mean(row, metric, at).map(mean -> Figures.brief(mean.mean())).orElse("n/a")));
      cells.add(line);
    }
    return new Table(columns, cells);
  }

  private static Optional<ForkMean> mean(Summary.Row row, String metric, Percentile percentile) {
    return Readings.mean(row.entry(), name(metric, percentile));
  }

  private static String name(String metric, Percentile percentile) {
    return metric + "." + percentile.name();
  }
}
