package fanout.report;

import fanout.stats.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Writes benchmarks over time: the last file, changes of level, and what is expected next. */
public final class HistoryText {
  private static final int MOST_NAME = 32;

  private final History history;
  private final RowNames names;

  /** Prepares the text. */
  public HistoryText(History history) {
    this.history = history;
    this.names =
        new RowNames(history.series().stream().map(History.Series::key).distinct().toList());
  }

  /** Returns what the last file is set against. */
  public String title() {
    return "%d files; new is the last, %s, base the level before it"
        .formatted(history.files().size(), history.files().getLast().text());
  }

  /** Returns plain text within 80 columns. */
  public String toText() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("changes of level" + (changes().isEmpty() ? ": none" : ""));
    for (Change change : changes()) {
      lines.addAll(TextLines.wrapped("  " + change.text(names), "    "));
    }
    lines.add("");
    Table expected = expected(UnaryOperator.identity());
    addFigures(expected.columns().stream().map(Table.Column::heading).toList(), lines);
    expected.rows().forEach(row -> addFigures(row, lines));
    return new ComparisonText(title(), history.last()).toText() + String.join("\n", lines) + "\n";
  }

  private static void addFigures(List<String> cells, List<String> lines) {
    Object[] figures = cells.subList(1, cells.size()).toArray();
    lines.addAll(
        TextLines.row(
            cells.getFirst(),
            MOST_NAME,
            String.format(Locale.ROOT, " %9s  %-17s  %-9s %5s", figures)));
  }

  /** Returns GitHub's Markdown. */
  public String toMarkdown() {
    StringBuilder text =
        new StringBuilder(new ComparisonMarkdown(title(), history.last()).toMarkdown());
    text.append("\nChanges of level").append(changes().isEmpty() ? ": none.\n" : ":\n\n");
    for (Change change : changes()) {
      text.append("- ").append(ComparisonMarkdown.escaped(change.text(names))).append('\n');
    }
    return text.append('\n').append(expected(ComparisonMarkdown::escaped).toMarkdown()).toString();
  }

  /** A change and its series, for the order of time. */
  private record Change(History.Series series, History.Change change, History.Sitting file) {
    String text(RowNames names) {
      return String.format(
          Locale.ROOT,
          "[%d] %s: %s x %s (%s to %s %s)",
          change.at() + 1,
          file.text(),
          names.of(series.key(), series.measure()),
          Figures.score(change.ratio()),
          Figures.score(change.before()),
          Figures.score(change.after()),
          series.unit().shown());
    }
  }

  private List<Change> changes() {
    return history.series().stream()
        .flatMap(
            series ->
                series.changes().stream()
                    .map(change -> new Change(series, change, history.files().get(change.at()))))
        .sorted(Comparator.comparingInt(each -> each.change.at()))
        .toList();
  }

  private Table expected(UnaryOperator<String> form) {
    List<List<String>> rows = new ArrayList<>();
    for (History.Series series : history.series()) {
      rows.add(
          List.of(
              form.apply(names.of(series.key(), series.measure())),
              Figures.score(series.values().getLast()),
              Figures.interval(series.next()),
              form.apply(series.unit().shown()),
              String.valueOf(
                  series.values().stream().filter(value -> Double.isFinite(value)).count())));
    }
    return new Table(
        Table.columns("Benchmark", "#last", "next within (95%)", "unit", "#files"), rows);
  }
}
