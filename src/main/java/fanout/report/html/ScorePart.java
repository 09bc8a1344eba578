package fanout.report.html;

import fanout.report.Figures;
import fanout.report.RowNames;
import fanout.report.Table;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.HtmlReport.Source;
import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The scores of benchmarks of any project, a table for each mode and unit. */
final class ScorePart {
  private static final int MIDDLE = Rows.HEIGHT / 2;

  private final Limits limits;

  ScorePart(Limits limits) {
    this.limits = limits;
  }

  Page.Part of(List<Source> sources) {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      Map<String, List<ResultEntry>> kinds =
          source.summary().others().stream()
              .collect(
                  Collectors.groupingBy(ScorePart::kind, LinkedHashMap::new, Collectors.toList()));
      for (String kind : limits.of(List.copyOf(kinds.keySet()))) {
        html.append(table(source, kind, kinds.getOrDefault(kind, List.of())));
      }
      html.append(Html.leftOut(limits.rows(), kinds.size(), "units"));
    }
    return new Page.Part("scores", "Scores", html.toString());
  }

  /** The mode in words, the unit, and which way is better. */
  private static String kind(ResultEntry entry) {
    String mode =
        switch (entry.key().mode()) {
          case "thrpt" -> "throughput";
          case "avgt" -> "average time";
          case "sample" -> "sampled time";
          case "ss" -> "single shot";
          default -> entry.key().mode();
        };
    boolean more = entry.primary().unit().moreIsFaster();
    return "%s in %s, %s is better"
        .formatted(mode, entry.primary().unit().shown(), more ? "more" : "less");
  }

  private String table(Source source, String kind, List<ResultEntry> all) {
    RowNames names = new RowNames(all.stream().map(ResultEntry::key).toList());
    List<ResultEntry> shown = limits.of(all);
    Rows rows =
        new Rows(
            scale(shown),
            shown.getFirst().primary().unit().shown(),
            Table.columns(
                "benchmark",
                "#mean of forks",
                "#95 % over forks",
                "#JMH's score",
                "#JMH's 99.9 %"));
    shown.forEach(entry -> rows.words(cells(names, entry), "", marks(scale(shown), entry)));
    String common = names.common().isEmpty() ? "" : "All: " + Html.name(names.common()) + ". ";
    return Html.figure(
        source.heading(kind),
        common
            + "A dot is a fork, the larger one their mean; ± is half a 95 % interval over forks, or"
            + " JMH's 99.9 % interval over iterations.",
        rows.html("Scores")
            + Html.leftOut(limits.rows(), all.size(), "benchmarks")
            + Html.details("Secondary metrics", secondary(names, shown)));
  }

  private static List<String> cells(RowNames names, ResultEntry entry) {
    Metric score = entry.primary();
    ForkMean mean = ForkMean.ofForks(score.forkMeans());
    return List.of(
        names.of(entry.key()),
        number(mean.mean()),
        mean.forks() == 1 ? "one fork" : plusMinus(mean.halfWidth()),
        number(score.score()),
        plusMinus(score.error()));
  }

  private static String plusMinus(double halfWidth) {
    return Double.isFinite(halfWidth) ? "± " + number(halfWidth) : "-";
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Figures.number(value) : "-";
  }

  private static Marks marks(Scale scale, ResultEntry entry) {
    ForkMean mean = ForkMean.ofForks(entry.primary().forkMeans());
    double score = Double.isFinite(mean.mean()) ? mean.mean() : entry.primary().score();
    Marks marks = new Marks(scale);
    for (double fork : entry.primary().forkMeans()) {
      if (Double.isFinite(fork)) {
        marks.dot(fork, MIDDLE, 2, Ink.SOFT, number(fork));
      }
    }
    marks.interval(mean.low(), mean.high(), MIDDLE, Ink.TEXT, Html.interval(mean));
    return Double.isFinite(score) ? marks.dot(score, MIDDLE, 4, Ink.ACCENT, number(score)) : marks;
  }

  private static Scale scale(List<ResultEntry> entries) {
    double[] points =
        entries.stream()
            .flatMapToDouble(
                entry ->
                    DoubleStream.concat(
                        DoubleStream.of(entry.primary().score()),
                        Arrays.stream(entry.primary().forkMeans())))
            .toArray();
    double[] ends =
        entries.stream()
            .map(entry -> ForkMean.ofForks(entry.primary().forkMeans()))
            .flatMapToDouble(mean -> DoubleStream.of(mean.low(), mean.high()))
            .toArray();
    return Scale.around(points, ends);
  }

  private String secondary(RowNames names, List<ResultEntry> entries) {
    List<List<String>> cells = new ArrayList<>();
    for (ResultEntry entry : entries) {
      entry
          .secondary()
          .forEach(
              (name, metric) ->
                  cells.add(
                      List.of(
                          names.of(entry.key()),
                          name,
                          number(metric.score()),
                          plusMinus(metric.error()),
                          metric.unit().shown())));
    }
    return cells.isEmpty()
        ? ""
        : Html.table(
            "Secondary metrics",
            new Table(
                Table.columns("benchmark", "metric", "#score", "#JMH's 99.9 %", "unit"), cells),
            limits.rows());
  }
}
