package fanout.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cells under headings, to be written as aligned text, Markdown or CSV.
 *
 * @param columns the headings
 * @param rows the cells, as many in each row as there are headings
 */
public record Table(List<Column> columns, List<List<String>> rows) {
  private static final String GAP = "  ";

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

  /** Returns columns of words, or, after a hash sign, of numbers. */
  public static List<Column> columns(String... headings) {
    return Stream.of(headings)
        .map(
            heading ->
                heading.startsWith("#")
                    ? Column.number(heading.substring(1))
                    : Column.text(heading))
        .toList();
  }

  /** Returns a table of rows; empty without any. */
  static Optional<Table> ofRows(List<Column> columns, List<List<String>> rows) {
    return rows.isEmpty() ? Optional.empty() : Optional.of(new Table(columns, rows));
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

  /**
   * Returns the table as aligned lines, two spaces between columns. What does not fit a terminal
   * loses the spaces around ± if that suffices, and else goes into tables below, each with the
   * columns that tell the rows apart. Where these leave no room, the first column has lines of its
   * own; only cells that are too long even so make lines longer.
   */
  public String toText() {
    List<List<Integer>> parts = parts();
    Table tight = parts.size() == 1 ? this : tight();
    return tight.parts().size() == 1 ? tight.toText(tight.parts()) : toText(parts);
  }

  private Table tight() {
    return new Table(
        columns,
        rows.stream()
            .map(row -> row.stream().map(cell -> cell.replace(" ± ", "±")).toList())
            .toList());
  }

  private String toText(List<List<Integer>> parts) {
    boolean fit = parts.stream().allMatch(part -> lineWidth(part) <= TextLines.WIDTH);
    return fit || columns.size() < 3
        ? parts.stream().map(this::aligned).collect(Collectors.joining("\n"))
        : stacked();
  }

  /** Each row's first cell, and below it the others. */
  private String stacked() {
    List<Integer> others = IntStream.range(1, columns.size()).boxed().toList();
    return Stream.concat(Stream.of(headings()), rows.stream())
        .map(row -> row.getFirst() + "\n" + GAP + aligned(row, others))
        .collect(Collectors.joining());
  }

  /** The columns of each table, of which none fits where the rows' own names leave no room. */
  private List<List<Integer>> parts() {
    List<Integer> names = IntStream.range(0, nameColumns()).boxed().toList();
    List<List<Integer>> parts = new ArrayList<>();
    List<Integer> part = new ArrayList<>(names);
    for (int column = names.size(); column < columns.size(); column++) {
      part.add(column);
      if (lineWidth(part) > TextLines.WIDTH && part.size() > names.size() + 1) {
        part.removeLast();
        parts.add(part);
        part = new ArrayList<>(names);
        part.add(column);
      }
    }
    parts.add(part);
    return parts;
  }

  /** The first columns, as many as it takes to tell the rows apart; 1 if nothing does. */
  private int nameColumns() {
    for (int count = 1; count < columns.size(); count++) {
      int names = count;
      long different = rows.stream().map(row -> row.subList(0, names)).distinct().count();
      if (different == rows.size()) {
        return names;
      }
    }
    return 1;
  }

  private int lineWidth(List<Integer> part) {
    return part.stream().mapToInt(this::width).sum() + GAP.length() * (part.size() - 1);
  }

  private String aligned(List<Integer> part) {
    StringBuilder text = new StringBuilder(aligned(headings(), part));
    rows.forEach(row -> text.append(aligned(row, part)));
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

  private String aligned(List<String> cells, List<Integer> part) {
    List<String> padded = new ArrayList<>();
    for (int column : part) {
      String cell = cells.get(column);
      String padding = " ".repeat(width(column) - cell.length());
      padded.add(columns.get(column).isNumeric() ? padding + cell : cell + padding);
    }
    return String.join(GAP, padded).stripTrailing() + "\n";
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
    boolean isPlain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
