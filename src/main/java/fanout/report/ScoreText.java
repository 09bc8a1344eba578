package fanout.report;

import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of any JMH benchmark: the score of each, and its secondary metrics below it. */
final class ScoreText {
  /** Leaves room for the figures. */
  private static final int MOST_NAME = 40;

  private final List<ResultEntry> entries;
  private final RowNames names;
  private final String common;

  ScoreText(List<ResultEntry> entries) {
    this.entries = entries;
    this.names = new RowNames(entries.stream().map(ResultEntry::key).toList());
    this.common = commonClass(entries, names);
  }

  /** Returns the table for a terminal: longer names have lines of their own. */
  Table table() {
    return table(MOST_NAME);
  }

  /** Returns the table with each name in one row. */
  Table wideTable() {
    return table(Integer.MAX_VALUE);
  }

  private Table table(int mostName) {
    List<List<String>> rows = new ArrayList<>();
    for (ResultEntry entry : entries) {
      List<String> name =
          TextLines.wrapped(names.of(entry.key()).substring(common.length()), "    ", mostName);
      rows.add(cells(name.getFirst(), entry.primary(), Score.of(entry.primary())));
      name.stream().skip(1).forEach(rest -> rows.add(List.of(rest, "", "", "")));
      entry
          .secondary()
          .forEach(
              (metric, value) ->
                  rows.add(
                      cells("  " + RowKey.visible(metric), value, Score.of(entry, metric, value))));
    }
    return new Table(Table.columns("benchmark", "#score", "unit", "#95 % interval"), rows);
  }

  private static List<String> cells(String name, Metric metric, Score score) {
    return List.of(
        name,
        Figures.number(score.mean().mean()),
        RowKey.visible(metric.unit().shown()),
        score.interval());
  }

  /** The class, with its dot, if the names of several rows all begin with it. */
  private static String commonClass(List<ResultEntry> entries, RowNames names) {
    String first = entries.getFirst().key().simpleName();
    String type = first.substring(0, first.lastIndexOf('.') + 1);
    boolean isCommon = entries.stream().allMatch(entry -> names.of(entry.key()).startsWith(type));
    return entries.size() > 1 && isCommon ? type : "";
  }

  /** The legend of the table. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    String shared =
        Stream.of(common.replaceAll("\\.$", ""), names.common())
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(", "));
    if (!shared.isEmpty()) {
      remarks.add("All rows: " + shared + ".");
    }
    if (entries.stream().anyMatch(entry -> entry.primary().forkMeans().length == 0)) {
      remarks.add(
          "* without raw data: JMH's own score and 99.9 % error over iterations of all forks.");
    }
    if (entries.stream().anyMatch(ScoreText::hasOthersThanMeans)) {
      remarks.add("No interval: JMH's own percentile, sum, largest or smallest value.");
    }
    return remarks;
  }

  private static boolean hasOthersThanMeans(ResultEntry entry) {
    return entry.secondary().entrySet().stream()
        .anyMatch(metric -> !Score.of(entry, metric.getKey(), metric.getValue()).isMean());
  }
}
