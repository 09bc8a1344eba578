package fanout.report;

import static java.util.stream.Collectors.joining;

import fanout.stats.Comparison;
import fanout.stats.Row;
import fanout.stats.Verdict;
import java.util.Comparator;
import java.util.List;

/** Writes a comparison in GitHub's Markdown, fit for the comment of a pull request. */
public final class ComparisonMarkdown {
  private static final List<Table.Column> COLUMNS =
      Table.columns(
          "Benchmark",
          "#base",
          "#new",
          "unit",
          "#ratio",
          "95% interval",
          "verdict",
          "#MDE",
          "#forks");

  /** An underscore that may emphasize: not one between letters, as in a constant's name. */
  private static final String EMPHASIS = "(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])";

  private final Comparison comparison;
  private final String title;
  private final RowNames names;

  /**
   * Prepares the text.
   *
   * @param title names the two sides
   * @param comparison what was found
   */
  public ComparisonMarkdown(String title, Comparison comparison) {
    this.title = title;
    this.comparison = comparison;
    this.names = new RowNames(comparison.keys());
  }

  /** Returns heading, table and remarks; rows that pass without a change are folded away. */
  public String toMarkdown() {
    ComparisonText text = new ComparisonText(title, comparison);
    StringBuilder out = new StringBuilder();
    out.append("**").append(text.counts()).append("**\n\n");
    out.append(escaped(title)).append("; ").append(escaped(text.criteria())).append(".\n\n");
    List<Row> sorted =
        comparison.rows().stream().sorted(Comparator.comparing(Row::verdict)).toList();
    List<Row> quiet = sorted.stream().filter(ComparisonMarkdown::isQuiet).toList();
    if (!names.common().isEmpty()) {
      out.append("All rows: ").append(escaped(names.common())).append(".\n\n");
    }
    if (quiet.size() < sorted.size()) {
      out.append(table(sorted.stream().filter(row -> !isQuiet(row)).toList()));
    }
    if (!quiet.isEmpty()) {
      folded(out, "%d without a change".formatted(quiet.size()), table(quiet));
    }
    List<String> remarks = text.remarks();
    if (!remarks.isEmpty()) {
      folded(
          out,
          "%d remarks".formatted(remarks.size()),
          remarks.stream().map(remark -> "- " + escaped(remark) + "\n").collect(joining()));
    }
    return out.toString();
  }

  private static boolean isQuiet(Row row) {
    return row.verdict() == Verdict.EQUIVALENT || row.verdict() == Verdict.NO_SLOWER;
  }

  private static void folded(StringBuilder out, String summary, String body) {
    out.append("\n<details><summary>%s</summary>\n\n%s\n</details>\n".formatted(summary, body));
  }

  private String table(List<Row> rows) {
    return new Table(COLUMNS, rows.stream().map(this::cells).toList()).toMarkdown();
  }

  private List<String> cells(Row row) {
    return List.of(
        escaped(names.of(row.key(), row.measure())),
        Figures.score(row.base().centre()),
        Figures.score(row.candidate().centre()),
        escaped(row.unit().shown()),
        Figures.score(row.ratio()),
        Figures.interval(row),
        isQuiet(row) ? row.label() : "**" + row.label() + "**",
        Figures.percent(row.effect().minimumDetectable()),
        row.base().forks() + "+" + row.candidate().forks());
  }

  /** Names come from files: they must not become markup, links, references or mentions. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("\n", " ")
        .replace("#", "&#35;")
        .replace("@", "&#64;")
        .replace("://", "&#58;//")
        .replace("www.", "www&#46;")
        .replace("[", "\\[")
        .replace("<", "&lt;")
        .replace("*", "\\*")
        .replace("~", "\\~")
        .replace("`", "\\`")
        .replaceAll(EMPHASIS, "\\\\_");
  }
}
