package fanout.report;

import fanout.results.RowKey;
import fanout.stats.Comparison;
import fanout.stats.History;
import fanout.stats.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes benchmarks over time. */
public final class HistoryText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final List<String> files;
  private final History history;

  /**
   * Prepares the text.
   *
   * @param files the files' names, oldest first
   * @param history what was found
   */
  public HistoryText(List<String> files, History history) {
    this.files = List.copyOf(files);
    this.history = history;
  }

  /** Returns plain text within 80 columns. */
  public String toText() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      lines.add("[%d] %s".formatted(i + 1, files.get(i)));
    }
    lines.add("");
    for (History.Trend trend : history.trends()) {
      String heading = trend.key().label() + ", " + trend.key().mode() + ", " + trend.unit();
      lines.addAll(TextLines.wrapped(heading, "    "));
      lines.addAll(TextLines.wrapped("  " + centres(trend, " > "), "    "));
      lines.addAll(TextLines.wrapped("  since [1]: " + since(history.sinceFirst(), trend), "    "));
      String previous = "  since [%d]: ".formatted(files.size() - 1);
      lines.addAll(TextLines.wrapped(previous + since(history.sincePrevious(), trend), "    "));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Returns a table in GitHub's Markdown. */
  public String toMarkdown() {
    return table(ComparisonMarkdown::escaped).toMarkdown();
  }

  /** Returns comma-separated values. */
  public String toCsv() {
    return table(UnaryOperator.identity()).toCsv();
  }

  /** Returns one JSON object. */
  public String toJson() {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode names = root.putArray("files");
    files.forEach(names::add);
    ArrayNode trends = root.putArray("trends");
    for (History.Trend trend : history.trends()) {
      ObjectNode node = trends.addObject();
      node.put("benchmark", trend.key().toString()).put("unit", trend.unit());
      ArrayNode centres = node.putArray("centres");
      for (double centre : trend.centres()) {
        if (Double.isFinite(centre)) {
          centres.add(centre);
        } else {
          centres.addNull();
        }
      }
    }
    root.set("sinceFirst", new ComparisonData(history.sinceFirst()).toTree());
    root.set("sincePrevious", new ComparisonData(history.sincePrevious()).toTree());
    return MAPPER.writeValueAsString(root) + "\n";
  }

  private Table table(UnaryOperator<String> form) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.Column.text("Benchmark"));
    columns.add(Table.Column.text("unit"));
    files.forEach(file -> columns.add(Table.Column.number(form.apply(file))));
    columns.add(Table.Column.text("since the first"));
    columns.add(Table.Column.text("since the one before"));
    List<List<String>> rows = new ArrayList<>();
    for (History.Trend trend : history.trends()) {
      List<String> cells = new ArrayList<>();
      cells.add(form.apply(trend.key().toString()));
      cells.add(form.apply(trend.unit()));
      trend.centres().forEach(centre -> cells.add(ComparisonFigures.score(centre)));
      cells.add(since(history.sinceFirst(), trend));
      cells.add(since(history.sincePrevious(), trend));
      rows.add(cells);
    }
    return new Table(columns, rows);
  }

  private static String centres(History.Trend trend, String between) {
    return trend.centres().stream()
        .map(ComparisonFigures::score)
        .collect(Collectors.joining(between));
  }

  private static String since(Comparison comparison, History.Trend trend) {
    return find(comparison, trend.key())
        .map(
            row ->
                "%s (%s) %s"
                    .formatted(
                        ComparisonFigures.ratio(row.ratio()),
                        ComparisonFigures.interval(row.interval()),
                        ComparisonFigures.verdict(row.verdict())))
        .orElse("not in both");
  }

  private static Optional<Row> find(Comparison comparison, RowKey key) {
    return comparison.rows().stream().filter(row -> row.key().equals(key)).findFirst();
  }
}
