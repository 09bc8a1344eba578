package fanout.report.html;

import fanout.report.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A table whose last column is drawn on one scale. The figures stand beside the marks, so it needs
 * no legend of values; its head, with the axis, is printed again on each page.
 */
final class Rows {
  /** The usual height of a row's drawing in pixels. */
  static final int HEIGHT = 24;

  private static final int AXIS_HEIGHT = 18;

  /** With more columns than this, names are those of benchmarks rather than of strategies. */
  private static final int WIDE = 4;

  /** The places where a name may break: within camel case, after a point or an underscore. */
  private static final String BREAKS = "(?<=[a-z0-9])(?=[A-Z])|(?<=[._])(?=[A-Za-z])";

  private final Scale scale;
  private final String axis;
  private final List<Column> columns;
  private final StringBuilder body = new StringBuilder();
  private Function<Integer, Marks> behind;

  /**
   * Makes a table without rows.
   *
   * @param axis what the scale shows, with its unit
   * @param columns the columns before the drawn one; the first names the rows
   */
  Rows(Scale scale, String axis, List<Column> columns) {
    this.scale = scale;
    this.axis = axis + (scale.isLog() ? ", log scale" : "");
    this.columns = columns;
    this.behind = this::grid;
  }

  /** Draws something behind the marks of each row, given the row's height. */
  Rows behind(Function<Integer, Marks> drawn) {
    Function<Integer, Marks> before = behind;
    behind = height -> before.apply(height).all(drawn.apply(height));
    return this;
  }

  /**
   * Adds a row of the usual height.
   *
   * @param cells words, one for each column
   * @param more markup after the name
   */
  void words(List<String> cells, String more, Marks marks) {
    List<String> markup = new ArrayList<>(List.of(name(cells.getFirst()) + more));
    for (int i = 1; i < cells.size(); i++) {
      boolean isNumeric = columns.get(i).isNumeric();
      markup.add(isNumeric ? Html.number(cells.get(i)) : Html.name(cells.get(i)));
    }
    row(markup, marks, HEIGHT);
  }

  /** Adds a row of the usual height. */
  void row(List<String> cells, Marks marks) {
    row(cells, marks, HEIGHT);
  }

  /**
   * Adds a row.
   *
   * @param cells markup, one for each column
   * @param marks what is drawn, within the height
   */
  void row(List<String> cells, Marks marks, int height) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      texts.add(
          i == 0
              ? "<th scope=\"row\">" + cells.getFirst() + "</th>"
              : "<td%s data-of=\"%s\">%s</td>"
                  .formatted(
                      columns.get(i).isNumeric() ? " class=\"n\"" : "",
                      Html.text(columns.get(i).heading()),
                      cells.get(i)));
    }
    body.append("<tr>")
        .append(String.join("", texts))
        .append("<td class=\"lane\" width=\"60%\">")
        .append(behind.apply(height).all(marks).html(height, ""))
        .append("</td></tr>\n");
  }

  /** Returns the table; empty without rows. */
  String html(String caption) {
    return body.isEmpty()
        ? ""
        : "<table class=\""
            + (columns.size() > WIDE ? "rows wide" : "rows")
            + "\" width=\"100%\"><caption>"
            + Html.text(caption)
            + "</caption><thead><tr>"
            + Html.heads(columns)
            + "<th scope=\"col\" class=\"lane\"><span>"
            + Html.text(axis)
            + "</span>"
            + new Marks(scale).ticks(0).html(AXIS_HEIGHT, "")
            + "</th></tr></thead><tbody>\n"
            + body
            + "</tbody></table>\n";
  }

  /** Returns a row's name as markup that breaks where a reader would. */
  static String name(String raw) {
    return Html.name(raw).replaceAll(BREAKS, "<wbr>");
  }

  private Marks grid(int height) {
    Marks marks = new Marks(scale);
    scale.ticks().forEach(tick -> marks.rule(tick.value(), 0, height, Ink.RULE, "none"));
    return marks;
  }
}
