package fanout.report;

import fanout.report.Table.Column;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Writes a {@link Summary} for people: a head line, then a table for each setting. */
public final class SummaryText {
  private static final double GIBI = 1024.0 * 1024 * 1024;
  private static final int SHORT_COMMIT = 10;

  private static final String NO_LEDGERS =
      "No ledgers in this result: a run of FanOutBenchmark by this program adds them.";

  /** What cannot be checked of a server that is not ours. */
  private static final List<String> OTHER_SERVER =
      List.of(
          "This server is not ours: replies were checked by their status only, not by",
          "  number or length; stub-limited: not available, nor is the server's CPU.");

  private final ResultFile file;
  private final Summary summary;

  /** Prepares the summary of a result. */
  public SummaryText(ResultFile file) {
    this.file = file;
    this.summary = Summary.of(file);
  }

  /** Returns the summary as plain text within 80 columns. */
  public String toText() {
    return render(Table::toText, "%s%n");
  }

  /** Returns the summary in GitHub's Markdown. */
  public String toMarkdown() {
    return render(Table::toMarkdown, "**%s**%n%n");
  }

  /** Returns all rows of all settings in one table of comma-separated values. */
  public String toCsv() {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Setting setting : summary.settings()) {
      for (Summary.Row row : setting.rows()) {
        rows.add(
            List.of(
                String.valueOf(setting.requests()),
                String.valueOf(setting.concurrency()),
                setting.exchange(),
                setting.delay(),
                row.strategy(),
                plain(row.makespanMillis().mean()),
                plain(row.makespanMillis().low()),
                plain(row.makespanMillis().high()),
                String.valueOf(row.makespanMillis().forks()),
                plain(row.requestsPerSecond()),
                row.speedUp().isPresent() ? plain(row.speedUp().getAsDouble()) : ""));
      }
    }
    return new Table(
            List.of(
                Column.number("requests"),
                Column.number("concurrency"),
                Column.text("exchange"),
                Column.text("delay"),
                Column.text("strategy"),
                Column.number("makespan_ms"),
                Column.number("makespan_ms_low"),
                Column.number("makespan_ms_high"),
                Column.number("forks"),
                Column.number("requests_per_second"),
                Column.number("speed_up")),
            rows)
        .toCsv();
  }

  private String render(Function<Table, String> form, String heading) {
    StringBuilder text = new StringBuilder();
    for (String line : head()) {
      text.append(line).append('\n');
    }
    for (Summary.Setting setting : summary.settings()) {
      text.append('\n')
          .append(heading.formatted(title(setting)))
          .append(form.apply(table(setting)));
      CoordinationText coordination = new CoordinationText(setting);
      if (coordination.isEmpty()) {
        text.append(NO_LEDGERS).append('\n');
      } else {
        text.append('\n').append(form.apply(coordination.slotTable()));
        text.append('\n').append(form.apply(coordination.cpuTable()));
        text.append('\n');
        coordination.sentences().stream()
            .flatMap(String::lines)
            .forEach(line -> append(text, line));
      }
      if (setting.target().isPresent()) {
        OTHER_SERVER.forEach(line -> text.append(line).append('\n'));
        if (setting.exchange().equals("jdk")) {
          text.append("  Reuse of connections: not available with the JDK's client.\n");
        }
      }
    }
    text.append(sweeps(form));
    List<ResultEntry> others =
        summary.others().stream().filter(entry -> !ColdText.isCold(entry)).toList();
    if (!others.isEmpty()) {
      RowNames names = new RowNames(others.stream().map(ResultEntry::key).toList());
      text.append('\n')
          .append(heading.formatted("other benchmarks"))
          .append(form.apply(table(others, names)));
      if (!names.common().isEmpty()) {
        append(text, "All rows: " + names.common() + ".");
      }
    }
    return text.toString();
  }

  private String sweeps(Function<Table, String> form) {
    SweepText sweeps = new SweepText(Sweeps.of(file));
    StringBuilder text = new StringBuilder();
    sweeps.granularity().ifPresent(table -> text.append('\n').append(form.apply(table)));
    sweeps.scalability().ifPresent(table -> text.append('\n').append(form.apply(table)));
    sweeps.recording().ifPresent(table -> text.append('\n').append(form.apply(table)));
    sweeps.remarks().forEach(remark -> append(text, remark));
    GrowthText growth = new GrowthText(file);
    growth.requests().ifPresent(table -> text.append('\n').append(form.apply(table)));
    growth.slots().ifPresent(table -> text.append('\n').append(form.apply(table)));
    ColdText cold = new ColdText(file);
    cold.table().ifPresent(table -> text.append('\n').append(form.apply(table)));
    cold.sentences().forEach(sentence -> append(text, sentence));
    return text.toString();
  }

  private static void append(StringBuilder text, String line) {
    TextLines.wrapped(line, "    ").forEach(part -> text.append(part).append('\n'));
  }

  private static String title(Summary.Setting setting) {
    return String.format(
        Locale.ROOT,
        "%d requests, c = %d, %s, %s",
        setting.requests(),
        setting.concurrency(),
        setting.exchange(),
        setting.target().orElseGet(() -> "service delay " + setting.delay()));
  }

  private static Table table(Summary.Setting setting) {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : setting.rows()) {
      rows.add(
          List.of(
              row.strategy(),
              Figures.number(row.makespanMillis().mean()),
              interval(row.makespanMillis()),
              String.format(Locale.ROOT, "%.0f", row.requestsPerSecond()),
              row.speedUp().isPresent()
                  ? String.format(Locale.ROOT, "%.2f", row.speedUp().getAsDouble())
                  : "-"));
    }
    return new Table(
        List.of(
            Column.text("strategy"),
            Column.number("makespan ms"),
            Column.number("95 % interval"),
            Column.number("requests/s"),
            Column.number("speed-up")),
        rows);
  }

  private static Table table(List<ResultEntry> others, RowNames names) {
    List<List<String>> rows = new ArrayList<>();
    for (ResultEntry entry : others) {
      ForkMean score = ForkMean.of(entry.primary().forks());
      rows.add(
          List.of(
              names.of(entry.key()),
              Figures.number(score.mean()),
              interval(score),
              entry.primary().unit().text()));
    }
    return new Table(
        List.of(
            Column.text("benchmark"),
            Column.number("score"),
            Column.number("95 % interval"),
            Column.text("unit")),
        rows);
  }

  private List<String> head() {
    if (file.entries().isEmpty()) {
      return List.of("no benchmarks");
    }
    ResultEntry first = file.entries().get(0);
    ForkMean score = ForkMean.of(first.primary().forks());
    String forks = score.forks() + (score.forks() == 1 ? " fork" : " forks");
    return first
        .environment()
        .map(environment -> machine(environment, forks))
        .orElseGet(() -> List.of("JDK " + first.jvm().jdkVersion() + ", " + forks));
  }

  private static List<String> machine(JsonNode environment, String forks) {
    return List.of(
        String.format(
            Locale.ROOT,
            "%s, %d processors, %.0f GiB, %s %s",
            environment.path("processorModel").asString("unknown processor"),
            environment.path("processors").asInt(0),
            environment.path("memoryBytes").asDouble(0) / GIBI,
            environment.path("os").asString("unknown system"),
            environment.path("kernel").asString("")),
        String.format(
            Locale.ROOT,
            "JDK %s, %s, %s, commit %s%s",
            environment.path("jdk").asString("unknown"),
            forks,
            environment.path("utc").asString("unknown time"),
            shortened(environment.path("commit").asString("unknown")),
            environment.path("cleanTree").asBoolean(false) ? "" : " with changes"));
  }

  private static String shortened(String commit) {
    return commit.length() > SHORT_COMMIT ? commit.substring(0, SHORT_COMMIT) : commit;
  }

  private static String interval(ForkMean mean) {
    return mean.forks() < 2
        ? "one fork: none"
        : "[" + Figures.number(mean.low()) + ", " + Figures.number(mean.high()) + "]";
  }

  private static String plain(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
  }
}
