package fanout.report;

import fanout.results.Json;
import fanout.stats.History;
import fanout.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
          "[%d] %s: %s%s x %s (%s to %s %s)",
          change.at() + 1,
          file.text(),
          names.of(series.key()),
          series.measure().isScore() ? "" : " " + series.measure().metric(),
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
      String metric = series.measure().isScore() ? "" : " " + series.measure().metric();
      rows.add(
          List.of(
              form.apply(names.of(series.key()) + metric),
              Figures.score(series.values().getLast()),
              Figures.interval(series.next()),
              form.apply(series.unit().shown()),
              String.valueOf(
                  series.values().stream().filter(value -> Double.isFinite(value)).count())));
    }
    return new Table(
        Table.columns("Benchmark", "#last", "next within (95%)", "unit", "#files"), rows);
  }

  /** Returns a line for each value, after RFC 4180. */
  public String toCsv() {
    List<List<String>> rows = new ArrayList<>();
    for (History.Series series : history.series()) {
      String key = series.key().toString();
      for (int i = 0; i < history.files().size(); i++) {
        int at = i;
        double value = series.values().get(i);
        rows.add(
            List.of(
                key,
                series.measure().metric(),
                series.unit().text(),
                history.files().get(i).name(),
                history.files().get(i).commit(),
                Double.isFinite(value) ? String.valueOf(value) : "",
                series.changes().stream()
                    .filter(change -> change.at() == at)
                    .map(change -> String.valueOf(change.ratio()))
                    .findFirst()
                    .orElse("")));
      }
    }
    List<Table.Column> columns =
        Table.columns("benchmark", "metric", "unit", "file", "commit", "value", "change");
    return new Table(columns, rows).toCsv();
  }

  /** Returns one JSON object; what is not known is null. */
  public String toJson() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    ArrayNode files = root.putArray("files");
    history
        .files()
        .forEach(file -> files.addObject().put("name", file.name()).put("commit", file.commit()));
    ArrayNode all = root.putArray("series");
    for (History.Series series : history.series()) {
      ObjectNode node = all.addObject();
      node.put("benchmark", series.key().toString());
      node.put("metric", series.measure().metric()).put("unit", series.unit().text());
      ArrayNode values = node.putArray("values");
      series.values().forEach(value -> add(values, value));
      ArrayNode changes = node.putArray("changes");
      for (History.Change change : series.changes()) {
        changes
            .addObject()
            .put("file", change.at())
            .put("ratio", change.ratio())
            .put("before", change.before())
            .put("after", change.after());
      }
      Interval next = series.next();
      ArrayNode expected = node.putArray("next");
      add(expected, next.low());
      add(expected, next.high());
    }
    root.set("last", new ComparisonData(history.last()).toTree());
    return Json.write(root);
  }

  private static void add(ArrayNode array, double value) {
    if (Double.isFinite(value)) {
      array.add(value);
    } else {
      array.addNull();
    }
  }
}
