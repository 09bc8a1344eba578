package fanout.report;

import fanout.stats.Comparison;
import fanout.stats.Row;
import fanout.stats.Verdict;
import fanout.stats.Warning;
import java.util.ArrayList;
import java.util.List;

/** Writes a comparison in GitHub's Markdown, fit for the comment of a pull request. */
public final class ComparisonMarkdown {
  private static final List<Table.Column> COLUMNS =
      List.of(
          Table.Column.text("Benchmark"),
          Table.Column.number("base"),
          Table.Column.number("new"),
          Table.Column.text("unit"),
          Table.Column.number("ratio"),
          Table.Column.text("95% interval"),
          Table.Column.text("verdict"),
          Table.Column.number("MDE"),
          Table.Column.number("forks"));

  private final Comparison comparison;
  private final String title;

  /**
   * Prepares the text.
   *
   * @param title names the two sides
   * @param comparison what was found
   */
  public ComparisonMarkdown(String title, Comparison comparison) {
    this.title = title;
    this.comparison = comparison;
  }

  /** Returns heading, table and remarks. */
  public String toMarkdown() {
    ComparisonText text = new ComparisonText(title, comparison);
    StringBuilder out = new StringBuilder();
    out.append("**").append(text.counts()).append("**\n\n");
    out.append(escaped(title)).append(", ").append(text.criteria()).append(".\n\n");
    out.append(
        new Table(COLUMNS, comparison.rows().stream().map(this::cells).toList()).toMarkdown());
    List<String> remarks = remarks(text);
    if (!remarks.isEmpty()) {
      out.append("\n<details><summary>%d remarks</summary>\n\n".formatted(remarks.size()));
      remarks.forEach(remark -> out.append("- ").append(escaped(remark)).append('\n'));
      out.append("\n</details>\n");
    }
    return out.toString();
  }

  private List<String> cells(Row row) {
    String verdict = ComparisonFigures.verdict(row.verdict());
    boolean isQuiet = row.verdict() == Verdict.EQUIVALENT;
    return List.of(
        escaped(row.key().label()) + ", " + row.key().mode(),
        ComparisonFigures.score(row.base().centre()),
        ComparisonFigures.score(row.candidate().centre()),
        escaped(row.unit().text()),
        ComparisonFigures.ratio(row.ratio()),
        ComparisonFigures.interval(row.interval()),
        isQuiet ? verdict : "**" + verdict + "**",
        ComparisonFigures.percent(row.minimumDetectable()),
        row.base().forks() + "+" + row.candidate().forks());
  }

  private List<String> remarks(ComparisonText text) {
    List<String> remarks = new ArrayList<>();
    comparison.onlyInBase().forEach(key -> remarks.add("only in base: " + key));
    comparison.onlyInCandidate().forEach(key -> remarks.add("only in new: " + key));
    remarks.addAll(text.environment());
    for (Row row : comparison.rows()) {
      if (!row.reason().isEmpty()) {
        remarks.add(row.key().label() + ": " + row.reason());
      }
      for (Warning warning : row.warnings()) {
        remarks.add(row.key().label() + ": " + warning.text());
      }
    }
    return remarks;
  }

  /** Names come from files: they must not become markup, links or mentions of people. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("\n", " ")
        .replace("@", "&#64;")
        .replace("[", "\\[")
        .replace("<", "&lt;")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("`", "\\`");
  }
}
