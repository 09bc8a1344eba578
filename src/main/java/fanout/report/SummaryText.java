package fanout.report;

import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Writes a {@link Summary} for people: where it was measured, the ladder of each setting, sweeps,
 * other benchmarks, and at the end all doubts once.
 */
public final class SummaryText {
  private static final double GIBI = 1024.0 * 1024 * 1024;

  /** More settings are read as a sweep: in one table, without bars and sentences. */
  public static final int MOST_SETTINGS = 4;

  private static final String NO_LEDGERS =
      "No ledgers in this result: a run of FanOutBenchmark by this program adds them.";

  private final ResultFile file;
  private final Summary summary;
  private final boolean isDetailed;
  private final List<String> places;
  private final StringBuilder text = new StringBuilder();

  /** The escape for words that may be a file's, so that none acts in Markdown. */
  private UnaryOperator<String> shown = UnaryOperator.identity();

  /**
   * Prepares the summary of a result.
   *
   * @param isDetailed whether slot states, slot times, processors and latencies are written, too
   */
  public SummaryText(ResultFile file, boolean isDetailed) {
    this(file, isDetailed, Places.differences(List.of(file)));
  }

  /**
   * Prepares the summary of a result that was read of several files.
   *
   * @param isDetailed as above
   * @param places what differs between the places where the files were made
   */
  public SummaryText(ResultFile file, boolean isDetailed, List<String> places) {
    this.file = file;
    this.summary = Summary.of(file);
    this.isDetailed = isDetailed;
    this.places = List.copyOf(places);
  }

  /** Returns the summary as plain text within 80 columns. */
  public String toText() {
    return render(Table::toText, "%s%n", UnaryOperator.identity());
  }

  /** Returns the summary in GitHub's Markdown. */
  public String toMarkdown() {
    return render(SummaryText::markdown, "**%s**%n%n", ComparisonMarkdown::escaped);
  }

  /**
   * Figures, in the columns of numbers, are ours; words may be a file's. Without the empty line,
   * what follows would be a row.
   */
  private static String markdown(Table table) {
    List<List<String>> rows = table.rows().stream().map(row -> escaped(table, row)).toList();
    return new Table(table.columns(), rows).toMarkdown() + "\n";
  }

  private static List<String> escaped(Table table, List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(
            i ->
                table.columns().get(i).isNumeric()
                    ? row.get(i)
                    : ComparisonMarkdown.escaped(row.get(i)))
        .toList();
  }

  private String render(
      Function<Table, String> form, String heading, UnaryOperator<String> escaping) {
    text.setLength(0);
    shown = escaping;
    boolean isMarkdown = heading.startsWith("*");
    head(file).forEach(line -> text.append(shown.apply(line)).append('\n'));
    if (summary.settings().size() > MOST_SETTINGS) {
      SettingsText settings = new SettingsText(summary.settings());
      add(Optional.of(settings.table()), form);
      if (!settings.common().isEmpty()) {
        append("All rows: " + settings.common() + ".");
      }
    } else {
      summary.settings().forEach(setting -> ladder(setting, form, heading, isMarkdown));
    }
    if (isDetailed) {
      summary.settings().forEach(setting -> detail(setting, form, heading));
    }
    sweeps(form);
    summary.settings().forEach(setting -> ConnectionText.sentences(setting).forEach(this::append));
    others(form, heading, isMarkdown);
    List<String> remarks = new ArrayList<>();
    places.forEach(line -> remarks.add("! not made in one place: " + RowKey.visible(line) + "."));
    remarks.addAll(new Remarks(summary).lines());
    if (!remarks.isEmpty()) {
      text.append('\n');
      remarks.forEach(this::append);
    }
    return isMarkdown
        ? text.toString().replaceAll("\n{3,}", "\n\n").stripTrailing() + "\n"
        : text.toString();
  }

  private void ladder(
      Summary.Setting setting, Function<Table, String> form, String heading, boolean isMarkdown) {
    LadderText ladder = new LadderText(setting);
    text.append('\n').append(heading.formatted(shown.apply(RowKey.visible(setting.title()))));
    text.append(form.apply(ladder.makespans()));
    add(ladder.makespanTerms(), form);
    add(ladder.cpuTerms(), form);
    List<String> bars = ladder.bars();
    if (!bars.isEmpty()) {
      text.append('\n').append(isMarkdown ? "```\n" : "");
      bars.forEach(line -> text.append(line).append('\n'));
      text.append(isMarkdown ? "```\n" : "").append('\n');
    }
    ladder.sentences().forEach(this::append);
  }

  private void detail(Summary.Setting setting, Function<Table, String> form, String heading) {
    DetailText detail = new DetailText(setting);
    String title = "in detail: " + RowKey.visible(setting.title());
    text.append('\n').append(heading.formatted(shown.apply(title)));
    List<Table> tables = detail.tables();
    if (tables.isEmpty()) {
      text.append(NO_LEDGERS).append('\n');
    } else {
      tables.forEach(table -> add(Optional.of(table), form));
      detail.remarks().forEach(this::append);
    }
  }

  private void sweeps(Function<Table, String> form) {
    SweepText sweeps = new SweepText(Sweeps.of(file));
    add(sweeps.granularity(), form);
    add(sweeps.scalability(), form);
    add(sweeps.recording(), form);
    sweeps.remarks().forEach(this::append);
    add(new ColdText(file).table(), form);
  }

  private void others(Function<Table, String> form, String heading, boolean isMarkdown) {
    List<ResultEntry> others =
        summary.others().stream().filter(entry -> !ColdText.isCold(entry)).toList();
    if (!others.isEmpty()) {
      ScoreText scores = new ScoreText(others);
      text.append('\n');
      if (others.size() < file.entries().size()) {
        text.append(heading.formatted("other benchmarks"));
      }
      text.append(form.apply(isMarkdown ? scores.wideTable() : scores.table()));
      scores.remarks().forEach(this::append);
    }
  }

  private void add(Optional<Table> table, Function<Table, String> form) {
    table.ifPresent(present -> text.append('\n').append(form.apply(present)));
  }

  private void append(String line) {
    TextLines.wrapped(shown.apply(line), "    ").forEach(part -> text.append(part).append('\n'));
  }

  /** Returns where and when a result was made, in a line or two. */
  public static List<String> head(ResultFile file) {
    if (file.entries().isEmpty()) {
      return List.of("no benchmarks");
    }
    ResultEntry first = file.entries().get(0);
    int count = first.primary().forkMeans().length;
    String forks = count == 0 ? "no raw data" : count + (count == 1 ? " fork" : " forks");
    String jdk = first.jvm().jdkVersion().isBlank() ? "unknown" : first.jvm().jdkVersion();
    return first
        .environment()
        .map(environment -> machine(environment, forks))
        .orElseGet(
            () -> List.of("machine unknown, JDK %s, %s".formatted(RowKey.visible(jdk), forks)));
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
            "JDK %s, %s, %s, commit %.10s%s",
            environment.path("jdk").asString("unknown"),
            forks,
            environment.path("utc").asString("unknown time"),
            environment.path("commit").asString("unknown"),
            environment.path("cleanTree").asBoolean(false) ? "" : " with changes"));
  }
}
