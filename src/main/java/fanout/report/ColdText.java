package fanout.report;

import fanout.report.Table.Column;
import fanout.results.MetricName;
import fanout.results.MetricUnit;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what processes cost that are started for one batch, and from how many requests they pay.
 */
final class ColdText {
  private static final int CALLER = 0;

  /** Columns in milliseconds, but for the steady state. */
  private static final List<Shown> SHOWN =
      List.of(
          new Shown("first reply", MetricName.COLD_FIRST_REPLY),
          new Shown("all first", MetricName.COLD_ALL_FIRST_REPLIES),
          new Shown("last reply", MetricName.COLD_LAST_REPLY),
          new Shown("join", MetricName.COLD_JOIN),
          new Shown("process", MetricName.COLD_PROCESS_START),
          new Shown("JVM", MetricName.COLD_JVM_START),
          new Shown("classes", MetricName.COLD_CLASS_LOADING),
          new Shown("exchange", MetricName.COLD_FIRST_EXCHANGE),
          new Shown("further", MetricName.COLD_FURTHER_REQUESTS),
          new Shown("steady µs", MetricName.COLD_STEADY),
          new Shown("CPU first", MetricName.COLD_CPU_TO_FIRST),
          new Shown("CPU last", MetricName.COLD_CPU_TO_LAST));

  private record Shown(String heading, MetricName metric) {}

  private final List<ResultEntry> entries;

  ColdText(ResultFile file) {
    entries = file.entries().stream().filter(ColdText::isCold).toList();
  }

  /** Tells whether an entry is one of a cold start, with all its parameters. */
  static boolean isCold(ResultEntry entry) {
    return MetricUnit.MILLISECONDS.convertsTo(entry.primary().unit())
        && !entry.params().containsKey(Parameter.STRATEGY.key())
        && entry.count(Parameter.WORKERS).isPresent()
        && entry.count(Parameter.REQUESTS).isPresent();
  }

  /** Moments from nothing, stages and processor time, a row a variant; empty if there is none. */
  Optional<Table> table() {
    List<Column> columns =
        new ArrayList<>(
            Table.columns("cold start, ms", "#N", "delay", "#all of it", "#95 % interval"));
    SHOWN.forEach(shown -> columns.add(Column.number(shown.heading())));
    List<List<String>> rows = entries.stream().map(ColdText::cells).toList();
    return Table.ofRows(columns, rows);
  }

  private static List<String> cells(ResultEntry entry) {
    ForkMean all = ForkMean.ofPositive(millis(entry));
    List<String> cells =
        new ArrayList<>(
            List.of(
                label(entry),
                Parameter.REQUESTS.of(entry),
                Parameter.DELAY.of(entry),
                Figures.brief(all.mean()),
                Figures.interval(all)));
    for (Shown shown : SHOWN) {
      cells.add(
          entry
              .metric(shown.metric())
              .map(metric -> Figures.brief(ForkMean.ofForks(metric.forkMeans()).mean()))
              .orElse("-"));
    }
    return cells;
  }

  /** One value for each fork that has some. */
  private static double[] millis(ResultEntry entry) {
    return entry.primary().forkMeansIn(MetricUnit.MILLISECONDS);
  }

  private static String label(ResultEntry entry) {
    int workers = workers(entry);
    return workers == CALLER
        ? "caller's thread, warm"
        : RowKey.visible(workers + " " + Parameter.START.of(entry));
  }

  private static int workers(ResultEntry entry) {
    return entry.count(Parameter.WORKERS).orElseThrow();
  }
}
