package fanout.report;

import fanout.report.Table.Column;
import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.List;

/** Rows of any JMH benchmark: the score of each, and its secondary metrics below it. */
final class ScoreText {
  private final List<ResultEntry> entries;
  private final RowNames names;

  ScoreText(List<ResultEntry> entries) {
    this.entries = entries;
    this.names = new RowNames(entries.stream().map(ResultEntry::key).toList());
  }

  Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (ResultEntry entry : entries) {
      rows.add(cells(names.of(entry.key()), entry.primary()));
      entry
          .secondary()
          .forEach((name, metric) -> rows.add(cells("  " + RowKey.visible(name), metric)));
    }
    return new Table(
        List.of(
            Column.text("benchmark"),
            Column.number("score"),
            Column.number("95 % interval"),
            Column.text("unit")),
        rows);
  }

  private static List<String> cells(String name, Metric metric) {
    Score score = Score.of(metric);
    return List.of(
        name,
        Figures.number(score.value()),
        score.interval(),
        RowKey.visible(metric.unit().text()));
  }

  /** What the table needs to be understood. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!names.common().isEmpty()) {
      remarks.add("All rows: " + names.common() + ".");
    }
    if (entries.stream().anyMatch(entry -> entry.primary().forkMeans().length == 0)) {
      remarks.add(
          "* without raw data: JMH's own score and 99.9 % error over iterations of all forks.");
    }
    return remarks;
  }
}
