package fanout.report;

import fanout.report.Table.Column;
import fanout.results.MetricName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The explanation of a setting's time: slot states, slot times, processors and latencies. Slot time
 * is no cost where slots wait for processors, so that no share of it is given there.
 */
final class DetailText {
  private static final String NOT_AVAILABLE = "n/a";

  /** Below this idle share slots wait for processors, too. */
  private static final double LEAST_IDLE = 0.1;

  private static final double HUNDRED = 100;

  private static final List<MetricName> WAITING =
      List.of(
          MetricName.LEDGER_HAND_OFF,
          MetricName.LEDGER_IN_TASK,
          MetricName.LEDGER_RAMP_UP,
          MetricName.LEDGER_GATHER);

  private final Summary.Setting setting;

  DetailText(Summary.Setting setting) {
    this.setting = setting;
  }

  List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    of(
            "slot states, µs",
            MetricName.SLOT_STATES,
            List.of("running", "runnable", "blocked", "empty"))
        .ifPresent(tables::add);
    slotTimes().ifPresent(tables::add);
    of(
            "processors, µs",
            List.of(
                MetricName.CPU_CLIENT,
                MetricName.CPU_COMPILERS,
                MetricName.CPU_STUB,
                MetricName.CPU_REST,
                MetricName.SWITCHES_VOLUNTARY,
                MetricName.SWITCHES_INVOLUNTARY),
            List.of("client", "compilers", "stub", "idle", "switches", "preempted"))
        .ifPresent(tables::add);
    latencies().ifPresent(tables::add);
    return tables;
  }

  /** The legend of the tables. */
  List<String> remarks() {
    boolean busy = setting.rows().stream().anyMatch(row -> !isIdle(row));
    return busy
        ? List.of(
            "Slots also waited for processors where less than 10 % of these were idle, or where"
                + " that is not known: no share of slot time is given there.")
        : List.of();
  }

  private Optional<Table> of(String heading, List<MetricName> metrics, List<String> headings) {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : setting.rows()) {
      if (metrics.stream().anyMatch(metric -> row.entry().metric(metric).isPresent())) {
        List<String> cells = new ArrayList<>(List.of(row.strategy()));
        metrics.forEach(metric -> cells.add(cell(row, metric)));
        rows.add(cells);
      }
    }
    return table(heading, headings, rows);
  }

  private Optional<Table> slotTimes() {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : setting.rows()) {
      if (row.entry().metric(MetricName.LEDGER_SERVICE).isPresent()) {
        List<String> cells = new ArrayList<>(List.of(row.strategy()));
        cells.add(cell(row, MetricName.LEDGER_SERVICE));
        WAITING.forEach(metric -> cells.add(cell(row, metric)));
        cells.add(cell(row, MetricName.LEDGER_IMBALANCE));
        cells.add(share(row));
        rows.add(cells);
      }
    }
    List<String> headings =
        List.of("service", "hand-off", "in-task", "ramp-up", "gather", "imbalance", "share");
    return table("slot time, µs", headings, rows);
  }

  /** The share of their time that the slots of a row wait for one another. */
  private static String share(Summary.Row row) {
    if (!isIdle(row)) {
      return "";
    }
    double waiting = WAITING.stream().mapToDouble(row::value).sum();
    double rest =
        row.value(MetricName.LEDGER_SERVICE)
            + row.value(MetricName.LEDGER_IMBALANCE)
            + row.value(MetricName.LEDGER_UNUSED);
    return Figures.brief(HUNDRED * waiting / (waiting + rest)) + "%";
  }

  private static boolean isIdle(Summary.Row row) {
    double idle = row.value(MetricName.CPU_REST);
    double all =
        idle
            + row.value(MetricName.CPU_CLIENT)
            + row.value(MetricName.CPU_COMPILERS)
            + row.value(MetricName.CPU_STUB);
    return idle >= LEAST_IDLE * all && idle > 0;
  }

  /** Percentiles of all exchanges of all forks together. */
  private Optional<Table> latencies() {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : setting.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.strategy()));
      for (MetricName metric : MetricName.LATENCIES) {
        row.entry().latencyMicros(metric.key()).map(Figures::number).ifPresent(cells::add);
      }
      if (cells.size() > 1) {
        rows.add(cells);
      }
    }
    return table("exchange, µs", List.of("p50", "p90", "p99", "max"), rows);
  }

  private static Optional<Table> table(
      String heading, List<String> headings, List<List<String>> rows) {
    List<Column> columns = new ArrayList<>(Table.columns(heading));
    headings.forEach(each -> columns.add(Column.number(each)));
    return Table.ofRows(columns, rows);
  }

  private static String cell(Summary.Row row, MetricName name) {
    return row.mean(name).map(mean -> Figures.brief(mean.mean())).orElse(NOT_AVAILABLE);
  }
}
