package fanout.report.html;

import fanout.report.Figures;
import fanout.report.Summary;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** How long batches took, and how sure that is: every fork's points, and the interval. */
final class MakespanPart {
  private static final MetricUnit MILLISECONDS = MetricUnit.parse("ms/op");
  private static final double MIDDLE = 15;
  private static final double SPREAD = 8;
  private static final int INTERVAL_AT = 27;

  private final Sheet sheet;

  /** One row of a chart of points. */
  private record Entry(String name, String note, List<List<Double>> forks, ForkMean mean) {}

  MakespanPart(Sheet sheet) {
    this.sheet = sheet;
  }

  Part of(List<Source> sources) {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      for (Summary.Setting setting : sheet.shown(source.summary().settings())) {
        html.append(Html.element("h3", source.heading(setting))).append(figure(setting.rows()));
      }
      Map<String, List<ResultEntry>> units = byUnit(source.summary().others());
      for (String unit : sheet.shown(List.copyOf(units.keySet()))) {
        html.append(others(source, unit, units.getOrDefault(unit, List.of())));
      }
      html.append(sheet.leftOut(units.size(), "units"));
    }
    return new Part("makespan", "How long, and how sure", html.toString(), "FanOutBenchmark");
  }

  private String figure(List<Summary.Row> rows) {
    List<Entry> entries = new ArrayList<>();
    List<List<String>> cells = new ArrayList<>();
    for (Summary.Row row : rows) {
      List<List<Double>> forks = millis(row.entry().primary());
      ForkMean mean = row.makespanMillis();
      entries.add(new Entry(row.strategy(), Figures.number(mean.mean()) + " ms", forks, mean));
      cells.add(
          List.of(
              row.strategy(),
              Figures.number(mean.mean()),
              interval(mean),
              String.format(Locale.ROOT, "%.0f", row.requestsPerSecond()),
              optional(row.speedUp()),
              forkMeans(forks)));
    }
    return sheet.figure(
        new Figure(
            "Makespan",
            "Shows every iteration as a small point, every fork's mean as a ring and, below them,"
                + " the mean over forks with its 95 % interval.",
            "It does not show single batches: an iteration is the mean of many.",
            chart(entries, "makespan in ms"),
            new Table(
                List.of(
                    Column.text("strategy"),
                    Column.number("makespan ms"),
                    Column.number("95 % interval"),
                    Column.number("requests/s"),
                    Column.number("speed-up"),
                    Column.text("forks' means ms")),
                cells)));
  }

  private String others(Source source, String unit, List<ResultEntry> all) {
    List<Entry> entries = new ArrayList<>();
    List<List<String>> cells = new ArrayList<>();
    for (ResultEntry entry : all) {
      ForkMean mean = ForkMean.of(entry.primary().forks());
      boolean isRaw = Double.isFinite(mean.mean());
      double score = isRaw ? mean.mean() : entry.primary().score();
      String name = entry.key().label();
      entries.add(
          new Entry(
              name,
              Figures.number(score) + " " + Html.text(unit),
              entry.primary().rawData(),
              mean));
      cells.add(
          List.of(
              name, Figures.number(score), interval(mean), forkMeans(entry.primary().rawData())));
    }
    return Html.element("h3", source.prefix() + "Other benchmarks, in " + Html.name(unit))
        + sheet.figure(
            new Figure(
                "Scores in " + unit,
                "Shows every iteration as a small point, every fork's mean as a ring and, below"
                    + " them, the mean over forks with its 95 % interval.",
                "It does not show whether less or more is better: the benchmark says that.",
                chart(entries, unit) + sheet.leftOut(all.size(), "benchmarks"),
                new Table(
                    List.of(
                        Column.text("benchmark"),
                        Column.number("score"),
                        Column.number("95 % interval"),
                        Column.text("forks' means")),
                    cells)));
  }

  private String chart(List<Entry> all, String axis) {
    List<Entry> entries = sheet.shown(all);
    double[] values =
        entries.stream()
            .flatMapToDouble(
                entry ->
                    DoubleStream.concat(
                        entry.forks().stream()
                            .flatMap(List::stream)
                            .mapToDouble(Double::doubleValue),
                        DoubleStream.of(entry.mean().low(), entry.mean().high())
                            .filter(Double::isFinite)))
            .toArray();
    Scale scale = Scale.around(values);
    RowChart chart = new RowChart(scale, axis + (scale.isLog() ? ", log scale" : ""));
    entries.forEach(entry -> chart.row(entry.name(), entry.note(), points(scale, entry)));
    return chart.html("Points with intervals; the table has the data");
  }

  /** Each fork has a height of its own, so that points do not hide each other. */
  private static String points(Scale scale, Entry entry) {
    StringBuilder marks = new StringBuilder();
    List<List<Double>> forks = entry.forks();
    for (int fork = 0; fork < forks.size(); fork++) {
      double y =
          forks.size() == 1 ? MIDDLE - SPREAD / 2 : 4 + 2 * SPREAD * fork / (forks.size() - 1.0);
      String title = "fork " + (fork + 1);
      for (double value : forks.get(fork)) {
        marks.append(Svg.dot(scale, value, y, 1.7, "iteration", ""));
      }
      double mean = average(forks.get(fork));
      if (Double.isFinite(mean)) {
        marks.append(Svg.dot(scale, mean, y, 3.5, "fork", title + ": " + Figures.number(mean)));
      }
    }
    ForkMean mean = entry.mean();
    if (Double.isFinite(mean.low()) && Double.isFinite(mean.high())) {
      marks.append(
          Svg.line(scale, mean.low(), mean.high(), INTERVAL_AT, "interval", interval(mean)));
      marks.append(Svg.dot(scale, mean.mean(), INTERVAL_AT, 3, "mean", "mean"));
    }
    return marks.toString();
  }

  private static Map<String, List<ResultEntry>> byUnit(List<ResultEntry> entries) {
    return entries.stream()
        .collect(
            Collectors.groupingBy(
                entry -> entry.primary().unit().text(), LinkedHashMap::new, Collectors.toList()));
  }

  private static List<List<Double>> millis(Metric metric) {
    return metric.rawData().stream()
        .map(
            fork -> fork.stream().map(score -> MILLISECONDS.convert(score, metric.unit())).toList())
        .toList();
  }

  private static String forkMeans(List<List<Double>> forks) {
    return forks.stream()
        .map(fork -> Figures.number(average(fork)))
        .collect(Collectors.joining(", "));
  }

  private static double average(List<Double> fork) {
    return fork.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static String interval(ForkMean mean) {
    return mean.forks() < 2
        ? "one fork: none"
        : "[" + Figures.number(mean.low()) + ", " + Figures.number(mean.high()) + "]";
  }

  private static String optional(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-";
  }
}
