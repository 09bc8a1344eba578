package fanout.report.html;

import fanout.report.Coordination;
import fanout.report.CoordinationText;
import fanout.report.Figures;
import fanout.report.Summary;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the time goes: the slot-time ledger and, beside it, the CPU ledger. */
final class TimePart {
  private static final String PER_REQUEST = "µs for each request";
  private static final double HUNDRED = 100;

  private final Sheet sheet;

  TimePart(Sheet sheet) {
    this.sheet = sheet;
  }

  Part of(List<Source> sources) {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      for (Summary.Setting setting : sheet.shown(source.summary().settings())) {
        List<Summary.Row> rows =
            setting.rows().stream().filter(row -> row.coordination().isPresent()).toList();
        if (!rows.isEmpty()) {
          html.append(Html.element("h3", source.heading(setting)))
              .append(words(setting))
              .append(LedgerLine.legend())
              .append(Html.element("div", "grid", slots(rows) + CpuLedger.figure(sheet, rows)));
        }
      }
    }
    return new Part("time", "Where the time goes", html.toString(), "FanOutBenchmark");
  }

  private static String words(Summary.Setting setting) {
    StringBuilder words = new StringBuilder();
    for (String sentence : new CoordinationText(setting).sentences()) {
      boolean warns = sentence.strip().startsWith("warning") || sentence.contains("Drifted");
      words.append(
          warns
              ? Html.element("li", "warning", Html.text(sentence.strip()))
              : Html.element("li", Html.text(sentence.replaceAll("\\s+", " "))));
    }
    return Html.element("ul", "words", words.toString());
  }

  private String slots(List<Summary.Row> rows) {
    return sheet.figure(
            new Figure(
                "Slot time",
                "Shows where each slot's time went, for each request.",
                "It does not show work: when processors are busy, slots also wait for a processor.",
                stacked(rows, LedgerLine.all(), false).html("Stacked bars; the table has the data"),
                table(rows, LedgerLine.all(), false)))
        + sheet.figure(
            new Figure(
                "Shares of slot time",
                "Shows the same with every strategy's slot time as 100 %.",
                "It does not show which strategy is faster.",
                stacked(rows, LedgerLine.all(), true).html("Stacked bars; the table has the data"),
                table(rows, LedgerLine.all(), true)))
        + sheet.figure(
            new Figure(
                "Coordination alone",
                "Shows the four lines that are coordination, and the 95 % interval of their sum.",
                "It does not show processor time, which coordination also costs.",
                stacked(rows, LedgerLine.coordination(), false)
                    .html("Stacked bars with intervals; the table has the data"),
                coordinationTable(rows)));
  }

  private RowChart stacked(List<Summary.Row> all, List<LedgerLine> lines, boolean shares) {
    boolean whole = lines.size() == LedgerLine.values().length;
    List<Summary.Row> rows = sheet.shown(all);
    Scale scale = shares ? Scale.fromZero(HUNDRED) : Scale.fromZero(highest(rows, lines, whole));
    RowChart chart = new RowChart(scale, shares ? "% of slot time" : PER_REQUEST);
    for (Summary.Row row : rows) {
      StringBuilder marks = new StringBuilder();
      double from = 0;
      for (LedgerLine line : lines) {
        double length = amount(row.entry(), line, shares);
        if (length > 0) {
          String title = line.word() + " " + Figures.brief(length) + (shares ? " %" : " µs");
          marks.append(
              Svg.bar(scale, from, from + length, RowChart.LANE, "line " + line.word(), title));
          from += length;
        }
      }
      if (!whole) {
        marks.append(whisker(scale, row));
      }
      chart.row(row.strategy(), note(row, whole, shares), marks.toString());
    }
    return chart;
  }

  private static String whisker(Scale scale, Summary.Row row) {
    ForkMean micros = coordination(row).micros();
    return Double.isFinite(micros.low())
        ? Svg.line(scale, micros.low(), micros.high(), 28, "interval", "95 % interval")
        : "";
  }

  private static double highest(List<Summary.Row> rows, List<LedgerLine> lines, boolean whole) {
    return Scale.highest(
        rows.stream()
            .flatMap(
                row ->
                    Stream.of(
                        total(row.entry(), lines), whole ? 0 : coordination(row).micros().high())));
  }

  private static String note(Summary.Row row, boolean whole, boolean shares) {
    Coordination coordination = coordination(row);
    if (shares) {
      return Figures.brief(coordination.sharePercent().mean()) + " % coordination";
    }
    if (whole) {
      return Figures.brief(total(row.entry(), LedgerLine.all())) + " µs";
    }
    return margin(coordination.micros())
        + " µs"
        + coordination
            .wakeUps()
            .map(wakes -> ", " + Figures.brief(wakes.mean()) + " wake-ups")
            .orElse("");
  }

  private static Table table(List<Summary.Row> rows, List<LedgerLine> lines, boolean shares) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("strategy")));
    String unit = shares ? " %" : " µs";
    LedgerLine.words(lines).forEach(word -> columns.add(Column.number(word + unit)));
    columns.add(Column.number("all" + unit));
    List<List<String>> cells = new ArrayList<>();
    for (Summary.Row row : rows) {
      List<String> line = new ArrayList<>(List.of(row.strategy()));
      lines.forEach(each -> line.add(Figures.brief(amount(row.entry(), each, shares))));
      line.add(Figures.brief(shares ? HUNDRED : total(row.entry(), lines)));
      cells.add(line);
    }
    return new Table(columns, cells);
  }

  private static Table coordinationTable(List<Summary.Row> rows) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("strategy")));
    for (String heading : List.of("all µs", "95 % interval", "wake-ups", "share %")) {
      columns.add(Column.number(heading));
    }
    LedgerLine.words(LedgerLine.coordination()).forEach(w -> columns.add(Column.number(w + " µs")));
    List<List<String>> cells = new ArrayList<>();
    for (Summary.Row row : rows) {
      Coordination coordination = coordination(row);
      List<String> line = new ArrayList<>(List.of(row.strategy()));
      line.add(Figures.brief(coordination.micros().mean()));
      line.add(interval(coordination.micros()));
      line.add(coordination.wakeUps().map(wakes -> Figures.brief(wakes.mean())).orElse("n/a"));
      line.add(Figures.brief(coordination.sharePercent().mean()));
      LedgerLine.coordination()
          .forEach(each -> line.add(Figures.brief(amount(row.entry(), each, false))));
      cells.add(line);
    }
    return new Table(columns, cells);
  }

  /** Returns both ends of an interval. */
  static String interval(ForkMean mean) {
    return mean.forks() < 2
        ? "one fork: none"
        : "[" + Figures.brief(mean.low()) + ", " + Figures.brief(mean.high()) + "]";
  }

  /** Returns a mean with half its interval. */
  static String margin(ForkMean mean) {
    return mean.forks() < 2
        ? Figures.brief(mean.mean())
        : String.format(
            Locale.ROOT, "%s ± %s", Figures.brief(mean.mean()), Figures.brief(mean.halfWidth()));
  }

  private static double amount(ResultEntry entry, LedgerLine line, boolean share) {
    double micros = Readings.value(entry, line.metric());
    return share ? HUNDRED * micros / total(entry, LedgerLine.all()) : micros;
  }

  private static double total(ResultEntry entry, List<LedgerLine> lines) {
    return lines.stream().mapToDouble(line -> Readings.value(entry, line.metric())).sum();
  }

  private static Coordination coordination(Summary.Row row) {
    return row.coordination().orElseThrow();
  }
}
