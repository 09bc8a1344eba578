package fanout.report.html;

import fanout.report.Figures;
import fanout.report.Summary;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The CPU ledger: whose processor time each request cost. */
final class CpuLedger {
  private CpuLedger() {}

  /** Who spent processor time, in the order in which they are stacked. */
  private enum Party {
    DRIVER("driver", "the JVM that issues the batch"),
    WORKERS("workers", "worker processes"),
    STUB("stub", "the server"),
    REST("rest", "idle, and everything else");

    private final String word;
    private final String meaning;

    Party(String word, String meaning) {
      this.word = word;
      this.meaning = meaning;
    }

    private String metric() {
      return "cpu." + word;
    }
  }

  /** Returns the figure; empty where the platform could not tell any row's processor time. */
  static String figure(Sheet sheet, List<Summary.Row> all) {
    List<Summary.Row> rows =
        all.stream().filter(row -> Readings.mean(row.entry(), "cpu.driver").isPresent()).toList();
    if (rows.isEmpty()) {
      return Html.element(
          "p", "note", "Processor time: not available on the platform of this result.");
    }
    return sheet.figure(
        new Figure(
            "Processor time",
            "Shows whose processor time passed for each request: processors × makespan ÷ requests.",
            "It does not show which part of it is coordination: compare with one thread.",
            legend() + chart(sheet.shown(rows)),
            table(rows)));
  }

  private static String legend() {
    return Arrays.stream(Party.values())
        .map(party -> LedgerLine.key("cpu-" + party.word, party.word, party.meaning))
        .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>\n"));
  }

  private static String chart(List<Summary.Row> rows) {
    Scale scale =
        Scale.fromZero(
            Scale.highest(
                rows.stream()
                    .map(
                        row ->
                            Arrays.stream(Party.values())
                                .mapToDouble(party -> micros(row.entry(), party))
                                .sum())));
    RowChart chart = new RowChart(scale, "µs for each request");
    for (Summary.Row row : rows) {
      StringBuilder marks = new StringBuilder();
      double from = 0;
      for (Party party : Party.values()) {
        double length = micros(row.entry(), party);
        if (length > 0) {
          String title = party.word + " " + Figures.brief(length) + " µs";
          marks.append(
              Svg.bar(scale, from, from + length, RowChart.LANE, "line cpu-" + party.word, title));
          from += length;
        }
      }
      chart.row(row.strategy(), note(row.entry()), marks.toString());
    }
    return chart.html("Stacked bars; the table has the data");
  }

  private static String note(ResultEntry entry) {
    return Readings.mean(entry, "cpu.client")
        .map(client -> TimePart.margin(client) + " µs client")
        .orElse("");
  }

  private static Table table(List<Summary.Row> rows) {
    Optional<ForkMean> single =
        rows.stream()
            .filter(row -> row.strategy().startsWith(Summary.SINGLE_THREAD))
            .findFirst()
            .flatMap(row -> Readings.mean(row.entry(), "cpu.client"));
    List<Column> columns = new ArrayList<>(List.of(Column.text("strategy")));
    for (Party party : Party.values()) {
      columns.add(Column.number(party.word + " µs"));
    }
    columns.add(Column.number("client µs"));
    columns.add(Column.number("client 95 % interval"));
    columns.add(Column.number("client − one thread µs"));
    List<List<String>> cells = new ArrayList<>();
    for (Summary.Row row : rows) {
      Optional<ForkMean> client = Readings.mean(row.entry(), "cpu.client");
      List<String> line = new ArrayList<>(List.of(row.strategy()));
      for (Party party : Party.values()) {
        line.add(brief(Readings.mean(row.entry(), party.metric()).map(ForkMean::mean)));
      }
      line.add(brief(client.map(ForkMean::mean)));
      line.add(client.map(TimePart::interval).orElse("n/a"));
      line.add(brief(client.flatMap(mean -> single.map(one -> mean.mean() - one.mean()))));
      cells.add(line);
    }
    return new Table(columns, cells);
  }

  private static String brief(Optional<Double> value) {
    return value.map(Figures::brief).orElse("n/a");
  }

  private static double micros(ResultEntry entry, Party party) {
    return Readings.value(entry, party.metric());
  }
}
