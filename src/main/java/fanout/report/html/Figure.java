package fanout.report.html;

import fanout.report.Table;
import fanout.report.Table.Column;
import java.util.List;

/**
 * A chart as a reader meets it: a heading, one sentence each on what it shows and what it does not,
 * the drawing, and its data as a table.
 *
 * @param title the heading
 * @param shows a sentence that begins with "Shows"
 * @param showsNot a sentence that begins with "Does not show" or the like
 * @param drawing markup
 * @param data the numbers of the drawing
 */
record Figure(String title, String shows, String showsNot, String drawing, Table data) {

  /**
   * Returns the figure.
   *
   * @param id unique on the page
   * @param mostRows the table's rows beyond this are counted and left out
   */
  String html(String id, int mostRows) {
    return "<figure id=\""
        + id
        + "\" aria-labelledby=\""
        + id
        + "-t\"><figcaption><h4 id=\""
        + id
        + "-t\">"
        + Html.name(title)
        + "</h4><p>"
        + Html.text(shows)
        + " <span class=\"not\">"
        + Html.text(showsNot)
        + "</span></p></figcaption>\n"
        + drawing
        + "<details><summary>Data: "
        + Html.name(title)
        + "</summary>"
        + table(title, data, mostRows)
        + "</details></figure>\n";
  }

  /**
   * Returns a table that scrolls by itself where it is wider than the page.
   *
   * @param mostRows rows beyond this are counted and left out
   */
  static String table(String caption, Table table, int mostRows) {
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .append(Html.text(Html.cut(caption)))
        .append("\"><table><caption>")
        .append(Html.name(caption))
        .append("</caption><thead><tr>");
    for (Column column : table.columns()) {
      html.append(column.isNumeric() ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
          .append(Html.text(column.heading()))
          .append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
    table.rows().stream().limit(mostRows).forEach(row -> append(html, table.columns(), row));
    html.append("</tbody></table>");
    if (table.rows().size() > mostRows) {
      html.append(
              "<p class=\"note\">The first %d of %d rows. "
                  .formatted(mostRows, table.rows().size()))
          .append("All of them: ")
          .append(Html.code("java -jar target/benchmarks.jar summary --format csv FILE"))
          .append("</p>");
    }
    return html.append("</div>").toString();
  }

  private static void append(StringBuilder html, List<Column> columns, List<String> row) {
    html.append("<tr>");
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      html.append(
          i == 0
              ? "<th scope=\"row\">" + Html.name(cell) + "</th>"
              : columns.get(i).isNumeric()
                  ? "<td class=\"n\">" + Html.text(cell) + "</td>"
                  : "<td>" + Html.name(cell) + "</td>");
    }
    html.append("</tr>\n");
  }
}
