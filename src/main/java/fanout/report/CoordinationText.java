package fanout.report;

import fanout.report.Table.Column;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes what the ledgers say about one setting: two tables, and a sentence for each strategy. */
public final class CoordinationText {
  private static final String NOT_AVAILABLE = "n/a";

  /** Below this idle share slots wait for a processor too, and the CPU table is read first. */
  private static final double SATURATED = 0.1;

  private final List<Summary.Row> rows;
  private final Optional<ForkMean> oneThreadCpu;

  /** Prepares the rows of a setting that have ledgers. */
  public CoordinationText(Summary.Setting setting) {
    rows = setting.rows().stream().filter(row -> row.coordination().isPresent()).toList();
    oneThreadCpu =
        rows.stream()
            .filter(row -> row.strategy().startsWith(Summary.SINGLE_THREAD))
            .findFirst()
            .flatMap(row -> of(row).cpuMicros());
  }

  /** Tells whether any row has ledgers. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Slot time spent on coordination, and where. */
  Table slotTable() {
    List<List<String>> cells = new ArrayList<>();
    for (Summary.Row row : rows) {
      Coordination coordination = of(row);
      cells.add(
          List.of(
              row.strategy(),
              withMargin(coordination.micros()),
              coordination.wakeUps().map(mean -> Figures.brief(mean.mean())).orElse(NOT_AVAILABLE),
              Figures.brief(coordination.sharePercent().mean()) + "%",
              Figures.brief(coordination.handOff()),
              Figures.brief(coordination.inTask()),
              Figures.brief(coordination.rampUp()),
              Figures.brief(coordination.gather())));
    }
    return new Table(
        List.of(
            Column.text("coordination us"),
            Column.number("total"),
            Column.number("wakes"),
            Column.number("share"),
            Column.number("hand-off"),
            Column.number("in-task"),
            Column.number("ramp-up"),
            Column.number("gather")),
        cells);
  }

  /** Processor time, context switches and latency. */
  Table cpuTable() {
    List<List<String>> cells = new ArrayList<>();
    for (Summary.Row row : rows) {
      Coordination coordination = of(row);
      cells.add(
          List.of(
              row.strategy(),
              coordination.cpuMicros().map(CoordinationText::withMargin).orElse(NOT_AVAILABLE),
              difference(coordination.cpuMicros()),
              optional(coordination.stubMicros()),
              coordination.restShare().isPresent()
                  ? Figures.brief(coordination.restShare().getAsDouble() * 100)
                  : NOT_AVAILABLE,
              optional(coordination.switches()),
              optional(coordination.p50Micros()),
              optional(coordination.p99Micros())));
    }
    return new Table(
        List.of(
            Column.text("per request"),
            Column.number("CPU us"),
            Column.number("vs 1"),
            Column.number("stub us"),
            Column.number("idle %"),
            Column.number("switch"),
            Column.number("p50 us"),
            Column.number("p99 us")),
        cells);
  }

  /** One sentence for each strategy, and warnings about what its figures rest on. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Summary.Row row : rows) {
      sentences.add(sentence(row.strategy(), of(row)));
      sentences.addAll(warnings(row.strategy(), of(row)));
    }
    if (sentences.stream().anyMatch(line -> line.contains("drifted"))) {
      sentences.add("  Drifted: a reference changed by over a quarter; compare wake-ups, not us.");
    }
    if (rows.stream().allMatch(row -> of(row).restShare().isEmpty())) {
      sentences.add("Whether the processors were busy is not available: read both ledgers.");
      return sentences;
    }
    boolean saturated = rows.stream().anyMatch(row -> of(row).restShare().orElse(1) < SATURATED);
    sentences.add(
        saturated
            ? "The processors were busy, and slots waited for them too: read CPU first."
            : "The processors had idle time: read slot time first.");
    return sentences;
  }

  private static String sentence(String strategy, Coordination coordination) {
    ForkMean micros = coordination.micros();
    String share = Figures.brief(coordination.sharePercent().mean());
    if (micros.forks() >= 2 && micros.low() <= 0) {
      return String.format(
          Locale.ROOT,
          "%s: coordination is within noise:%n  %s us a request, 95 %% interval [%s, %s].",
          strategy,
          Figures.brief(micros.mean()),
          Figures.brief(micros.low()),
          Figures.brief(micros.high()));
    }
    String margin = micros.forks() < 2 ? " (one fork)" : " ± " + Figures.brief(micros.halfWidth());
    return String.format(
        Locale.ROOT,
        "%s: %s %% of slot time is coordination,%n  %s%s us a request, the largest part %s.",
        strategy,
        share,
        Figures.brief(micros.mean()),
        margin,
        coordination.heaviestPart());
  }

  private static List<String> warnings(String strategy, Coordination coordination) {
    List<String> warnings = new ArrayList<>();
    int forks = coordination.micros().forks();
    if (coordination.limitedForks() > 0) {
      warnings.add(
          "  warning: the stub server was the limit in %d of %d forks of %s"
              .formatted(coordination.limitedForks(), forks, strategy));
    }
    if (coordination.compilingForks() > 0) {
      warnings.add(
          "  warning: still compiling in %d of %d forks of %s: raise -wi"
              .formatted(coordination.compilingForks(), forks, strategy));
    }
    if (coordination.driftedForks() > 0) {
      warnings.add(
          "  warning: the machine drifted during %d of %d forks of %s"
              .formatted(coordination.driftedForks(), forks, strategy));
    }
    return warnings;
  }

  private String difference(Optional<ForkMean> cpu) {
    return cpu.isPresent() && oneThreadCpu.isPresent()
        ? String.format(Locale.ROOT, "%+.0f", cpu.get().mean() - oneThreadCpu.get().mean())
        : NOT_AVAILABLE;
  }

  private static String withMargin(ForkMean mean) {
    return mean.forks() < 2
        ? Figures.brief(mean.mean())
        : Figures.brief(mean.mean()) + " ± " + Figures.brief(mean.halfWidth());
  }

  private static String optional(OptionalDouble value) {
    return value.isPresent() ? Figures.brief(value.getAsDouble()) : NOT_AVAILABLE;
  }

  private static Coordination of(Summary.Row row) {
    return row.coordination().orElseThrow();
  }
}
