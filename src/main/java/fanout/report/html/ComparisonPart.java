package fanout.report.html;

import fanout.report.ComparisonFigures;
import fanout.report.RowNames;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.results.RowKey;
import fanout.stats.Comparison;
import fanout.stats.Row;
import fanout.stats.Verdict;
import fanout.stats.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What changed between two results: ratios with intervals, the margin, verdicts. */
final class ComparisonPart {
  private static final int MIDDLE = 15;

  private final Sheet sheet;

  ComparisonPart(Sheet sheet) {
    this.sheet = sheet;
  }

  Part of(List<Source> sources, Optional<Comparison> comparison) {
    String html = comparison.map(found -> html(sources, found)).orElse("");
    return new Part(
        "comparison",
        "What changed",
        html,
        "report BASE.json NEW.json (two results of one benchmark)");
  }

  private String html(List<Source> sources, Comparison comparison) {
    StringBuilder html = new StringBuilder();
    RowNames names = names(comparison);
    html.append(
        Html.element(
            "p",
            "Base is %s, new is %s. %s."
                .formatted(
                    Html.name(sources.getFirst().name()),
                    Html.name(sources.getLast().name()),
                    counts(comparison))));
    if (!names.common().isEmpty()) {
      html.append(Html.element("p", "note", "All rows: " + Html.name(names.common()) + "."));
    }
    html.append(sheet.figure(figure(comparison, names)))
        .append(sheet.leftOut(comparison.rows().size(), "benchmarks"));
    missing(html, "Only in base", comparison.onlyInBase(), names);
    missing(html, "Only in new", comparison.onlyInCandidate(), names);
    return html.toString();
  }

  private static String counts(Comparison comparison) {
    return Stream.of(Verdict.values())
        .filter(verdict -> comparison.count(verdict) > 0)
        .map(verdict -> comparison.count(verdict) + " " + ComparisonFigures.verdict(verdict))
        .collect(Collectors.joining(", "));
  }

  private void missing(StringBuilder html, String heading, List<RowKey> keys, RowNames names) {
    if (!keys.isEmpty()) {
      List<List<String>> cells = keys.stream().map(key -> List.of(names.of(key))).toList();
      html.append(sheet.table(heading, new Table(List.of(Column.text("benchmark")), cells)));
    }
  }

  /** Rows of one benchmark differ in one parameter or two, of a dozen. */
  private static RowNames names(Comparison comparison) {
    return new RowNames(
        Stream.of(
                comparison.rows().stream().map(Row::key),
                comparison.onlyInBase().stream(),
                comparison.onlyInCandidate().stream())
            .flatMap(keys -> keys)
            .toList());
  }

  private Figure figure(Comparison comparison, RowNames names) {
    double margin = comparison.criteria().threshold();
    List<Row> shown = sheet.shown(comparison.rows());
    Scale scale = scale(shown, margin);
    RowChart chart =
        new RowChart(scale, "new ÷ base, above 1 is slower")
            .band(1 / (1 + margin), 1 + margin, "margin")
            .reference(1, "one");
    for (Row row : shown) {
      chart.row(names.of(row.key()), note(row), marks(scale, row));
    }
    return new Figure(
        "Ratios",
        "Shows the ratio of each benchmark with its 95 % interval; the shaded band is the margin"
            + " of %s within which a change does not count."
                .formatted(ComparisonFigures.threshold(margin)),
        "It does not show drift between the two runs, which no statistic within two files can"
            + " see: collect with 'ab' for that.",
        chart.html("Ratios with intervals; the table has the data"),
        table(comparison.rows(), names));
  }

  private static Scale scale(List<Row> rows, double margin) {
    double[] all =
        DoubleStream.concat(
                DoubleStream.of(1 / (1 + margin), 1 + margin),
                rows.stream()
                    .flatMapToDouble(
                        row ->
                            DoubleStream.of(
                                row.ratio(), row.interval().low(), row.interval().high())))
            .filter(value -> value > 0 && Double.isFinite(value))
            .toArray();
    return Scale.around(all);
  }

  private static String note(Row row) {
    String verdict = ComparisonFigures.verdict(row.verdict());
    return "<b class=\"verdict %s\">%s %s</b> %s"
        .formatted(
            row.verdict().name().toLowerCase(Locale.ROOT),
            sign(row.verdict()),
            verdict,
            ComparisonFigures.ratio(row.ratio()));
  }

  private static String sign(Verdict verdict) {
    return switch (verdict) {
      case REGRESSED -> "▲";
      case IMPROVED -> "▼";
      case EQUIVALENT -> "=";
      case INCONCLUSIVE, UNTESTED -> "?";
    };
  }

  private static String marks(Scale scale, Row row) {
    if (!Double.isFinite(row.ratio())) {
      return "";
    }
    String css = row.verdict().name().toLowerCase(Locale.ROOT);
    String interval =
        Double.isFinite(row.interval().low())
            ? Svg.line(
                scale,
                row.interval().low(),
                row.interval().high(),
                MIDDLE,
                "interval " + css,
                ComparisonFigures.interval(row.interval()))
            : "";
    return interval
        + Svg.dot(
            scale, row.ratio(), MIDDLE, 4.5, "ratio " + css, ComparisonFigures.ratio(row.ratio()));
  }

  private static Table table(List<Row> rows, RowNames names) {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      String doubts = row.warnings().stream().map(Warning::text).collect(Collectors.joining("; "));
      cells.add(
          List.of(
              names.of(row.key()),
              row.unit().text(),
              ComparisonFigures.score(row.base().centre()),
              ComparisonFigures.score(row.candidate().centre()),
              ComparisonFigures.ratio(row.ratio()),
              ComparisonFigures.interval(row.interval()),
              ComparisonFigures.verdict(row.verdict()),
              ComparisonFigures.percent(row.minimumDetectable()),
              row.base().forks() + "+" + row.candidate().forks(),
              Stream.of(row.reason(), doubts)
                  .filter(words -> !words.isEmpty())
                  .collect(Collectors.joining("; "))));
    }
    return new Table(
        List.of(
            Column.text("benchmark"),
            Column.text("unit"),
            Column.number("base"),
            Column.number("new"),
            Column.number("ratio"),
            Column.number("95 % interval"),
            Column.text("verdict"),
            Column.number("detectable"),
            Column.number("forks"),
            Column.text("remarks")),
        cells);
  }
}
