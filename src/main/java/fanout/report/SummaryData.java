package fanout.report;

import fanout.model.LadderRow;
import fanout.model.LadderRow.Terms;
import fanout.report.Table.Column;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All rows of any JMH result for machines, with all their metrics. A contender has those of the
 * ladder, too, such as {@code ladder.makespan.hand-off} in us/request.
 */
public final class SummaryData {
  private static final List<String> OF_ROW = List.of("benchmark", "mode", "threads");
  private static final List<String> OF_METRIC =
      List.of("metric", "value", "low", "high", "confidence", "forks", "unit");

  private final List<Row> rows = new ArrayList<>();

  /**
   * One row.
   *
   * @param benchmark full name
   * @param mode JMH's short name
   * @param threads at least 1
   * @param params by name
   * @param metrics the score under {@code score}, then others by name
   */
  public record Row(
      String benchmark,
      String mode,
      int threads,
      Map<String, String> params,
      Map<String, Value> metrics) {}

  /**
   * One metric. What is not known is null.
   *
   * @param value in {@code unit}
   * @param low lower end of the interval
   * @param high upper end
   * @param confidence of the interval: 0.95 over forks, or JMH's 0.999
   * @param forks the forks with data, 0 if the file has no raw data
   * @param unit as the file has it
   */
  public record Value(
      Optional<Double> value,
      Optional<Double> low,
      Optional<Double> high,
      Optional<Double> confidence,
      int forks,
      String unit) {
    private Value(Score score, String unit) {
      this(
          known(score.mean().mean()),
          known(score.mean().low()),
          known(score.mean().high()),
          known(score.confidence()),
          score.mean().forks(),
          unit);
    }

    private static Optional<Double> known(double number) {
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    }
  }

  /** Takes the rows of a result. */
  public SummaryData(ResultFile file) {
    Map<ResultEntry, LadderRow> ladders = new HashMap<>();
    for (Summary.Setting setting : Summary.of(file).settings()) {
      setting.rows().forEach(row -> row.ladder().ifPresent(it -> ladders.put(row.entry(), it)));
    }
    for (ResultEntry entry : file.entries()) {
      Map<String, Value> metrics = new LinkedHashMap<>();
      metrics.put("score", new Value(Score.of(entry.primary()), entry.primary().unit().text()));
      entry
          .secondary()
          .forEach(
              (name, metric) ->
                  metrics.put(
                      name, new Value(Score.of(entry, name, metric), metric.unit().text())));
      LadderRow ladder = ladders.get(entry);
      if (ladder != null) {
        ladder.speedUp().ifPresent(mean -> put(metrics, "ladder.speed-up", mean, "ratio"));
        ladder.makespan().ifPresent(terms -> put(metrics, "ladder.makespan.", terms));
        ladder.cpu().ifPresent(terms -> put(metrics, "ladder.cpu.", terms));
      }
      rows.add(
          new Row(
              entry.benchmark(),
              entry.key().mode(),
              entry.key().threads(),
              entry.params(),
              metrics));
    }
  }

  private static void put(Map<String, Value> metrics, String prefix, Terms terms) {
    put(metrics, prefix + "whole", terms.whole(), "us/request");
    Map<String, Optional<ForkMean>> named = new LinkedHashMap<>();
    named.put("requests", terms.requests());
    named.put("sharing", terms.sharing());
    named.put("vehicle", terms.vehicle());
    named.put("hand-off", terms.handOff());
    named.put("synchronization", terms.synchronization());
    named.forEach(
        (name, term) -> term.ifPresent(mean -> put(metrics, prefix + name, mean, "us/request")));
  }

  private static void put(Map<String, Value> metrics, String name, ForkMean mean, String unit) {
    metrics.put(name, new Value(Score.of(mean), unit));
  }

  /** Returns the rows, in the order of the file. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Returns comma-separated values, one line a metric of a row. */
  public String toCsv() {
    Set<String> params = new TreeSet<>();
    rows.forEach(row -> params.addAll(row.params().keySet()));
    List<Column> columns = new ArrayList<>();
    OF_ROW.forEach(name -> columns.add(Column.text(name)));
    params.forEach(name -> columns.add(Column.text(heading(name, params))));
    OF_METRIC.forEach(name -> columns.add(Column.text(name)));
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows) {
      row.metrics().forEach((name, value) -> lines.add(cells(row, params, name, value)));
    }
    return new Table(columns, lines).toCsv();
  }

  /** A benchmark may have a parameter of any name: one of another column's says what it is. */
  private static String heading(String param, Set<String> params) {
    String heading = param;
    while (OF_ROW.contains(heading)
        || OF_METRIC.contains(heading)
        || (!heading.equals(param) && params.contains(heading))) {
      heading = "param " + heading;
    }
    return heading;
  }

  private static List<String> cells(Row row, Set<String> params, String name, Value value) {
    List<String> cells =
        new ArrayList<>(List.of(row.benchmark(), row.mode(), String.valueOf(row.threads())));
    params.forEach(param -> cells.add(row.params().getOrDefault(param, "")));
    cells.add(name);
    for (Optional<Double> number :
        List.of(value.value(), value.low(), value.high(), value.confidence())) {
      cells.add(number.map(known -> String.format(Locale.ROOT, "%.6g", known)).orElse(""));
    }
    cells.add(String.valueOf(value.forks()));
    cells.add(value.unit());
    return cells;
  }
}
