package fanout.report;

import fanout.results.Json;
import fanout.results.RowKey;
import fanout.stats.Comparison;
import fanout.stats.Interval;
import fanout.stats.Measure;
import fanout.stats.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a comparison for other programs: CSV and JSON, with full digits. */
public final class ComparisonData {
  private static final List<Table.Column> COLUMNS =
      Table.columns(
          "benchmark",
          "mode",
          "params",
          "threads",
          "metric",
          "unit",
          "base",
          "new",
          "ratio",
          "ratio_low",
          "ratio_high",
          "verdict",
          "provisional",
          "p_slower",
          "p_faster",
          "threshold",
          "forks_needed",
          "minimum_detectable",
          "forks_base",
          "forks_new",
          "reason",
          "warnings");

  private final Comparison comparison;

  /** Prepares the output. */
  public ComparisonData(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Returns a line for each benchmark, those of only one side included, after RFC 4180. */
  public String toCsv() {
    List<List<String>> rows = new ArrayList<>();
    comparison.rows().forEach(row -> rows.add(cells(row)));
    comparison.onlyInBase().forEach(key -> rows.add(missing(key, "only in base")));
    comparison.onlyInCandidate().forEach(key -> rows.add(missing(key, "only in new")));
    return new Table(COLUMNS, rows).toCsv();
  }

  /** Returns one JSON object; what is not known is null. */
  public String toJson() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    ArrayNode measures = root.putArray("metrics");
    for (Measure measure : comparison.criteria().measures()) {
      ObjectNode node = measures.addObject();
      node.put("metric", measure.metric()).put("threshold", measure.share());
      number(node, "floor", measure.floor());
    }
    ArrayNode rows = root.putArray("rows");
    comparison.rows().forEach(row -> addRow(row, rows.addObject()));
    ArrayNode onlyInBase = root.putArray("onlyInBase");
    comparison.onlyInBase().forEach(key -> addKey(key, onlyInBase.addObject()));
    ArrayNode onlyInNew = root.putArray("onlyInNew");
    comparison.onlyInCandidate().forEach(key -> addKey(key, onlyInNew.addObject()));
    ArrayNode environment = root.putArray("environment");
    comparison.environment().differences().forEach(environment::addPOJO);
    comparison.mean().ifPresent(mean -> addMean(mean, root));
    return Json.write(root);
  }

  private static void addMean(Comparison.Mean mean, ObjectNode root) {
    root.put("geometricMean", mean.ratio());
    if (mean.rounds() > 0) {
      addInterval(mean.interval(), root.putArray("geometricMeanInterval"));
    }
    mean.verdict().ifPresent(verdict -> root.put("geometricMeanVerdict", verdict.label()));
  }

  private static void addRow(Row row, ObjectNode node) {
    addKey(row.key(), node);
    node.put("metric", row.measure().metric());
    node.put("unit", row.unit().text());
    addSide(row.base(), node.putObject("base"));
    addSide(row.candidate(), node.putObject("new"));
    number(node, "ratio", row.ratio());
    addInterval(row.interval(), node.putArray("interval"));
    node.put("verdict", row.verdict().label());
    node.put("provisional", row.finding().provisional());
    node.put("reason", row.reason());
    number(node, "pSlower", row.effect().pSlower());
    number(node, "pFaster", row.effect().pFaster());
    number(node, "threshold", row.measure().share());
    number(node, "minimumDetectable", row.effect().minimumDetectable());
    node.put("forksNeeded", row.effect().forksNeeded());
    ArrayNode warnings = node.putArray("warnings");
    row.warnings()
        .forEach(
            warning ->
                warnings
                    .addObject()
                    .put("kind", warning.kind().name().toLowerCase(Locale.ROOT))
                    .put("detail", warning.detail())
                    .put("advice", warning.kind().advice()));
  }

  private static void addKey(RowKey key, ObjectNode node) {
    node.put("benchmark", key.benchmark());
    node.put("mode", key.mode());
    ObjectNode params = node.putObject("params");
    key.params().forEach(params::put);
    node.put("threads", key.threads());
  }

  private static void addSide(Row.Side side, ObjectNode node) {
    number(node, "centre", side.centre());
    node.put("forks", side.forks());
    number(node, "spread", side.spread());
    number(node, "jmhError", side.jmhError());
  }

  private static void addInterval(Interval interval, ArrayNode node) {
    if (Double.isFinite(interval.low())) {
      node.add(interval.low()).add(interval.high());
    }
  }

  private static void number(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, value);
    } else {
      node.putNull(field);
    }
  }

  private static List<String> cells(Row row) {
    RowKey key = row.key();
    return List.of(
        key.benchmark(),
        key.mode(),
        RowKey.joined(key.params(), " "),
        String.valueOf(key.threads()),
        row.measure().metric(),
        row.unit().text(),
        plain(row.base().centre()),
        plain(row.candidate().centre()),
        plain(row.ratio()),
        plain(row.interval().low()),
        plain(row.interval().high()),
        row.verdict().label(),
        row.finding().provisional(),
        plain(row.effect().pSlower()),
        plain(row.effect().pFaster()),
        plain(row.measure().share()),
        String.valueOf(row.effect().forksNeeded()),
        plain(row.effect().minimumDetectable()),
        String.valueOf(row.base().forks()),
        String.valueOf(row.candidate().forks()),
        row.reason(),
        String.join("; ", row.warnings().stream().map(w -> w.text()).toList()));
  }

  private static List<String> missing(RowKey key, String where) {
    List<String> cells = new ArrayList<>(Collections.nCopies(COLUMNS.size(), ""));
    cells.set(0, key.benchmark());
    cells.set(1, key.mode());
    cells.set(2, RowKey.joined(key.params(), " "));
    cells.set(3, String.valueOf(key.threads()));
    cells.set(11, where);
    return cells;
  }

  private static String plain(double value) {
    return Double.isFinite(value) ? String.valueOf(value) : "";
  }
}
