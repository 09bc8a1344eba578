package fanout.report;

import fanout.report.Table.Column;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes what a request costs as batches and slots grow. */
final class GrowthText {
  private static final String REQUESTS = ".GrowthBenchmark.";
  private static final String SLOTS = ".SlotGrowthBenchmark.";
  private static final String COST = "growth.cost.";
  private static final MetricUnit MICROS = MetricUnit.parse("us/op");

  private final ResultFile file;

  GrowthText(ResultFile file) {
    this.file = file;
  }

  /** Each size's cost, and its ratio to the smallest; empty if batches did not grow. */
  Optional<Table> requests() {
    List<List<String>> rows = new ArrayList<>();
    for (ResultEntry entry : file.entries()) {
      if (entry.benchmark().contains(REQUESTS)) {
        sizes(entry).forEach(size -> rows.add(row(entry, size)));
      }
    }
    return table(
        List.of(
            Column.text("growth of N"),
            Column.number("N"),
            Column.number("us"),
            Column.number("to 10^3"),
            Column.number("95 %"),
            Column.number("booking"),
            Column.number("B")),
        rows);
  }

  /** Each concurrency's makespan and cost; empty if slots did not grow. */
  Optional<Table> slots() {
    List<List<String>> rows = new ArrayList<>();
    for (ResultEntry entry : file.entries()) {
      if (entry.benchmark().contains(SLOTS) && MICROS.convertsTo(entry.primary().unit())) {
        rows.add(slotRow(entry));
      }
    }
    return table(
        List.of(
            Column.text("growth of c"),
            Column.number("c"),
            Column.number("requests"),
            Column.number("makespan ms"),
            Column.number("us/request"),
            Column.number("CPU us"),
            Column.number("share")),
        rows);
  }

  private static List<Integer> sizes(ResultEntry entry) {
    return entry.secondary().keySet().stream()
        .filter(name -> name.startsWith(COST))
        .map(name -> Integer.valueOf(name.substring(COST.length())))
        .sorted()
        .toList();
  }

  private static List<String> row(ResultEntry entry, int size) {
    Optional<ForkMean> relative =
        entry.metric("growth.relative." + size).map(metric -> ForkMean.geometric(metric.forks()));
    return List.of(
        label(entry),
        String.valueOf(size),
        number(mean(entry, COST + size)),
        relative.map(ratio -> String.format(Locale.ROOT, "%.3f", ratio.mean())).orElse("-"),
        relative
            .map(ratio -> String.format(Locale.ROOT, "[%.2f, %.2f]", ratio.low(), ratio.high()))
            .orElse("-"),
        number(mean(entry, "growth.booking." + size)),
        number(mean(entry, "growth.ledger-bytes." + size)));
  }

  private static List<String> slotRow(ResultEntry entry) {
    double concurrency = Double.parseDouble(param(entry, "concurrency"));
    double requests = concurrency * Double.parseDouble(param(entry, "requestsPerSlot"));
    double micros =
        MICROS.convert(ForkMean.of(entry.primary().forks()).mean(), entry.primary().unit());
    return List.of(
        label(entry),
        String.format(Locale.ROOT, "%.0f", concurrency),
        String.format(Locale.ROOT, "%.0f", requests),
        Figures.number(micros / 1000),
        Figures.number(micros / requests),
        number(mean(entry, "cpu.client")),
        mean(entry, "coordination.share")
            .map(share -> Figures.brief(share.mean()) + "%")
            .orElse("-"));
  }

  private static Optional<ForkMean> mean(ResultEntry entry, String name) {
    return entry.metric(name).map(metric -> ForkMean.of(metric.forks()));
  }

  private static String number(Optional<ForkMean> mean) {
    return mean.map(value -> Figures.number(value.mean())).orElse("-");
  }

  private static String label(ResultEntry entry) {
    String ledger = param(entry, "ledger");
    return String.join(
            " ",
            param(entry, "strategy").toLowerCase(Locale.ROOT).replace('_', ' '),
            param(entry, "exchange"),
            ledger.equals("full") ? "" : ledger)
        .strip();
  }

  private static String param(ResultEntry entry, String name) {
    return entry.params().getOrDefault(name, "?");
  }

  private static Optional<Table> table(List<Column> columns, List<List<String>> rows) {
    return rows.isEmpty() ? Optional.empty() : Optional.of(new Table(columns, rows));
  }
}
