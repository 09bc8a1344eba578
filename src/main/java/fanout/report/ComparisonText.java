package fanout.report;

import fanout.results.RowKey;
import fanout.stats.Comparison;
import fanout.stats.EnvironmentCheck;
import fanout.stats.Measure;
import fanout.stats.Row;
import fanout.stats.Verdict;
import fanout.stats.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a comparison as plain text within 80 columns: a line a row, two where its name is long,
 * the gravest verdicts first, remarks grouped below.
 */
public final class ComparisonText {
  /** Rows of one passing verdict beyond this are summed up in a line. */
  private static final int MOST_PASSING = 5;

  private static final int FIGURES = 52;
  private static final int MOST_NAME = TextLines.WIDTH - FIGURES;

  private final Comparison comparison;
  private final String title;
  private final RowNames names;

  /**
   * Prepares the text.
   *
   * @param title names the two sides
   * @param comparison what was found
   */
  public ComparisonText(String title, Comparison comparison) {
    this.title = title;
    this.comparison = comparison;
    this.names = new RowNames(comparison.keys());
  }

  /** Returns the whole text, with a line feed at the end of each line. */
  public String toText() {
    List<String> lines = new ArrayList<>(TextLines.wrapped(title, "  "));
    lines.addAll(TextLines.wrapped(criteria(), "  "));
    if (!names.common().isEmpty()) {
      lines.addAll(TextLines.wrapped("all rows: " + names.common(), "  "));
    }
    lines.add("");
    lines.addAll(lines("", "ratio", "95% interval", "base", "new", "unit"));
    groups().forEach((heading, rows) -> addGroup(heading, rows, lines));
    remarks().forEach(remark -> lines.addAll(TextLines.wrapped("! " + remark, "    ")));
    lines.add("");
    lines.addAll(TextLines.wrapped(counts(), ""));
    return String.join("\n", lines) + "\n";
  }

  /** The rows by verdict, the gravest first, and those that are provisional apart. */
  private Map<String, List<Row>> groups() {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      for (boolean provisional : new boolean[] {false, true}) {
        List<Row> rows =
            comparison.rows().stream()
                .filter(row -> row.verdict() == verdict && row.isProvisional() == provisional)
                .toList();
        if (!rows.isEmpty()) {
          groups.put(rows.getFirst().label(), rows);
        }
      }
    }
    return groups;
  }

  private void addGroup(String heading, List<Row> rows, List<String> lines) {
    if (rows.getFirst().verdict().passes() && rows.size() > MOST_PASSING) {
      lines.add(
          "%s: %d rows, ratios %s to %s"
              .formatted(heading, rows.size(), extreme(rows, -1), extreme(rows, 1)));
      return;
    }
    lines.add(heading);
    for (Row row : rows) {
      lines.addAll(lines(row));
    }
  }

  private static String extreme(List<Row> rows, int sign) {
    return Figures.score(
        sign
            * rows.stream()
                .mapToDouble(row -> sign * row.ratio())
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN));
  }

  private List<String> lines(Row row) {
    return lines(
        "  " + name(row),
        Figures.score(row.ratio()),
        Figures.interval(row),
        Figures.score(row.base().centre()),
        Figures.score(row.candidate().centre()),
        row.unit().shown());
  }

  private static List<String> lines(String name, Object... cells) {
    return TextLines.row(
        name, MOST_NAME, String.format(Locale.ROOT, " %7s  %-13s %9s %9s  %s", cells));
  }

  private String name(Row row) {
    String own =
        comparison.criteria().measures().stream().anyMatch(m -> m.equals(row.measure()))
            ? ""
            : ", margin " + Figures.threshold(row.measure().share());
    return names.of(row.key(), row.measure()) + own;
  }

  /** Returns how many rows have which verdict, and the geometric mean where there is one. */
  String counts() {
    String counts =
        Stream.of(Verdict.values())
            .filter(verdict -> comparison.count(verdict) > 0)
            .map(verdict -> comparison.count(verdict) + " " + verdict.label())
            .collect(Collectors.joining(", "));
    return counts + comparison.mean().map(ComparisonText::text).orElse("");
  }

  private static String text(Comparison.Mean mean) {
    String interval =
        mean.rounds() == 0 ? "" : " (%s)".formatted(Figures.interval(mean.interval()));
    return "; geometric mean of the ratios "
        + Figures.score(mean.ratio())
        + interval
        + mean.verdict().map(verdict -> ", " + verdict.label()).orElse("");
  }

  /** Returns what the figures mean. */
  String criteria() {
    return comparison.criteria().measures().stream()
            .map(ComparisonText::margin)
            .collect(Collectors.joining(", "))
        + "; a ratio above 1 is slower";
  }

  private static String margin(Measure measure) {
    String floor =
        Double.isNaN(measure.floor())
            ? ""
            : " and " + Figures.score(measure.floor()) + " " + measure.floorUnit();
    return "%s: margin %s%s".formatted(measure.metric(), Figures.threshold(measure.share()), floor);
  }

  /** Returns all that is remarkable, each thing once. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    comparison.rows().stream()
        .map(Row::verdict)
        .distinct()
        .sorted()
        .forEach(verdict -> remarks.add(verdict.label() + ": " + verdict.meaning()));
    addMissing("only in base: ", comparison.onlyInBase(), remarks);
    addMissing("only in new: ", comparison.onlyInCandidate(), remarks);
    comparison.environment().differences().stream()
        .map(EnvironmentCheck.Difference::text)
        .forEach(remarks::add);
    if (!comparison.environment().isMachineKnown()) {
      remarks.add("machine unknown: the files do not say where they were made");
    }
    grouped(row -> row.finding().provisional(), remarks);
    grouped(Row::reason, remarks);
    if (comparison.rows().stream().anyMatch(Figures::hasOwnErrors)) {
      remarks.add("±: JMH's own 99.9% errors of base and new, over iterations of all forks");
    }
    addWarnings(remarks);
    if (comparison.hasFewForks()) {
      remarks.add("fewer than 8 forks a side: drift is not checked, false alarms may reach 7%");
    }
    comparison.remedy().ifPresent(remarks::add);
    return remarks;
  }

  private void addMissing(String heading, List<RowKey> keys, List<String> remarks) {
    if (!keys.isEmpty()) {
      remarks.add(heading + listed(keys.stream().map(names::of).toList()));
    }
  }

  private void grouped(Function<Row, String> text, List<String> remarks) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (Row row : comparison.rows()) {
      if (!text.apply(row).isEmpty()) {
        rows.computeIfAbsent(text.apply(row), key -> new ArrayList<>()).add(name(row));
      }
    }
    rows.forEach((remark, of) -> remarks.add(remark + ": " + listed(of)));
  }

  private void addWarnings(List<String> remarks) {
    Map<Warning.Kind, List<String>> details = new TreeMap<>();
    for (Row row : comparison.rows()) {
      for (Warning warning : row.warnings()) {
        details
            .computeIfAbsent(warning.kind(), kind -> new ArrayList<>())
            .add(name(row) + ": " + warning.detail());
      }
    }
    details.forEach((kind, of) -> remarks.add(kind.advice() + ": " + listed(of)));
  }

  private static String listed(List<String> items) {
    int most = 3;
    String first = String.join("; ", items.subList(0, Math.min(most, items.size())));
    return items.size() > most ? first + "; and %d more".formatted(items.size() - most) : first;
  }
}
