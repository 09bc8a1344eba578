package fanout.report;

import fanout.results.RowKey;
import fanout.stats.Comparison;
import fanout.stats.EnvironmentCheck;
import fanout.stats.Row;
import fanout.stats.Verdict;
import fanout.stats.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a comparison as plain text within 80 columns. */
public final class ComparisonText {
  private final Comparison comparison;
  private final String title;

  /**
   * Prepares the text.
   *
   * @param title names the two sides
   * @param comparison what was found
   */
  public ComparisonText(String title, Comparison comparison) {
    this.title = title;
    this.comparison = comparison;
  }

  /** Returns the whole text, with a line feed at the end of each line. */
  public String toText() {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    lines.add(criteria());
    lines.add("");
    lines.add(row("base", "new", "ratio", "95% interval", "verdict", "MDE", "forks"));
    comparison.rows().parallelStream().map(this::lines).toList().forEach(lines::addAll);
    addMissing("only in base: ", comparison.onlyInBase(), lines);
    addMissing("only in new: ", comparison.onlyInCandidate(), lines);
    environment().forEach(difference -> lines.addAll(TextLines.wrapped("! " + difference, "  ")));
    lines.add("");
    lines.addAll(TextLines.wrapped(counts(), ""));
    return String.join("\n", lines) + "\n";
  }

  /** Returns how many rows have which verdict, and the geometric mean where there is one. */
  String counts() {
    String counts =
        Stream.of(Verdict.values())
            .filter(verdict -> comparison.count(verdict) > 0)
            .map(verdict -> comparison.count(verdict) + " " + ComparisonFigures.verdict(verdict))
            .collect(Collectors.joining(", "));
    if (comparison.geometricMean().isEmpty()) {
      return counts;
    }
    double mean = comparison.geometricMean().getAsDouble();
    return counts
        + String.format(
            Locale.ROOT, "; geometric mean of %d ratios %.3f", comparison.rows().size(), mean);
  }

  /** Returns what the figures mean. */
  String criteria() {
    String metric = comparison.criteria().metric().map(name -> name + ", ").orElse("");
    return metric
        + "margin %s; a ratio above 1 is slower; MDE: smallest slowdown found in 4 of 5"
            .formatted(ComparisonFigures.threshold(comparison.criteria().threshold()));
  }

  /** Returns the facts that differ between the places of the two runs. */
  List<String> environment() {
    return comparison.environment().differences().stream()
        .map(EnvironmentCheck.Difference::text)
        .toList();
  }

  private List<String> lines(Row row) {
    List<String> lines = new ArrayList<>(TextLines.wrapped(heading(row), "    "));
    lines.add(
        row(
            ComparisonFigures.score(row.base().centre()),
            ComparisonFigures.score(row.candidate().centre()),
            ComparisonFigures.ratio(row.ratio()),
            ComparisonFigures.interval(row.interval()),
            ComparisonFigures.verdict(row.verdict()),
            ComparisonFigures.percent(row.minimumDetectable()),
            row.base().forks() + "+" + row.candidate().forks()));
    if (!row.reason().isEmpty()) {
      lines.addAll(TextLines.wrapped("  " + row.reason(), "    "));
    }
    for (Warning warning : row.warnings()) {
      lines.addAll(TextLines.wrapped("  ! " + warning.text(), "    "));
    }
    return lines;
  }

  private String heading(Row row) {
    String own =
        row.threshold() == comparison.criteria().threshold()
            ? ""
            : ", margin " + ComparisonFigures.threshold(row.threshold());
    return row.key().label() + ", " + row.key().mode() + ", " + row.unit().text() + own;
  }

  private static void addMissing(String heading, List<RowKey> keys, List<String> lines) {
    keys.forEach(
        key ->
            lines.addAll(
                TextLines.wrapped("! " + heading + key.label() + ", " + key.mode(), "  ")));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "  %10s %10s %7s  %-15s  %-12s %6s  %5s", cells)
        .stripTrailing();
  }
}
