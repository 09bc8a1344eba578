package fanout.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cells under headings, to be written as aligned text, Markdown or CSV.
 *
 * @param columns the headings
 * @param rows the cells, as many in each row as there are headings
 */
public record Table(List<Column> columns, List<List<String>> rows) {

  /**
   * One column.
   *
   * @param heading its heading
   * @param isNumeric whether its cells are aligned to the right
   */
  public record Column(String heading, boolean isNumeric) {
    /** A column of words. */
    public static Column text(String heading) {
      return new Column(heading, false);
    }

    /** A column of numbers. */
    public static Column number(String heading) {
      return new Column(heading, true);
    }
  }

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if a row has more or fewer cells than there are columns
   */
  public Table {
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row must have " + columns.size() + " cells, was " + row.size());
      }
    }
  }

  /** Returns the table as aligned lines, two spaces between columns. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    text.append(aligned(headings(), widths)).append('\n');
    rows.forEach(row -> text.append(aligned(row, widths)).append('\n'));
    return text.toString();
  }

  /** Returns the table in GitHub's Markdown. */
  public String toMarkdown() {
    List<String> rules =
        columns.stream().map(column -> column.isNumeric() ? "---:" : "---").toList();
    StringBuilder text = new StringBuilder();
    text.append(piped(headings())).append('\n').append("|");
    rules.forEach(rule -> text.append(rule).append('|'));
    text.append('\n');
    rows.forEach(row -> text.append(piped(row)).append('\n'));
    return text.toString();
  }

  /** Returns the table as comma-separated values after RFC 4180, with a line feed as line end. */
  public String toCsv() {
    StringBuilder text = new StringBuilder();
    List<List<String>> all = new ArrayList<>();
    all.add(headings());
    all.addAll(rows);
    for (List<String> row : all) {
      text.append(row.stream().map(Table::quoted).collect(Collectors.joining(","))).append('\n');
    }
    return text.toString();
  }

  private List<String> headings() {
    return columns.stream().map(Column::heading).toList();
  }

  private String aligned(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(columns.get(i).isNumeric() ? padding + cells.get(i) : cells.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = columns.get(column).heading().length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  private static String piped(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
