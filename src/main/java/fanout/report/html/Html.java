package fanout.report.html;

import fanout.report.Figures;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.report.TextLines;
import fanout.stats.ForkMean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Markup: whatever a file says is shown as it is and never becomes part of it. */
final class Html {
  private static final char REPLACEMENT = '\uFFFD';

  private Html() {}

  /** Returns text for an element's content or an attribute's value in double quotes. */
  static String text(String raw) {
    StringBuilder escaped = new StringBuilder(raw.length());
    raw.codePoints().forEach(point -> append(escaped, point));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int point) {
    switch (point) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case '\n', '\t' -> escaped.append(' ');
      default -> {
        boolean shown =
            !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
        escaped.appendCodePoint(shown ? point : REPLACEMENT);
      }
    }
  }

  /**
   * Returns a name of any script and length: isolated, so that its direction does not spread, and
   * cut where it is very long.
   */
  static String name(String raw) {
    return "<bdi>" + text(TextLines.cut(raw)) + "</bdi>";
  }

  /** Returns an element around content that is markup already. */
  static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  /** Returns an element of a class around content that is markup already. */
  static String element(String name, String cssClass, String content) {
    return "<" + name + " class=\"" + cssClass + "\">" + content + "</" + name + ">";
  }

  /** Returns a list of sentences; nothing if there are none. */
  static String list(List<String> sentences) {
    String items =
        sentences.stream().map(line -> element("li", text(line))).collect(Collectors.joining());
    return items.isEmpty() ? "" : element("ul", "note", items);
  }

  /** Returns remarks as one badge that a reader opens; nothing if there are none. */
  static String badge(List<String> remarks) {
    return badge("", remarks);
  }

  /** Returns the same for the rows that are named. */
  static String badge(String rows, List<String> remarks) {
    String count = remarks.size() == 1 ? "1 remark" : remarks.size() + " remarks";
    return remarks.isEmpty()
        ? ""
        : " <details class=\"badge\"><summary>⚠ %s</summary>%s</details>"
            .formatted(text(rows) + count, list(remarks));
  }

  /** Returns a figure with a minus sign before numbers, and a dash where there is none. */
  static String minus(String figure) {
    return figure.equals("-") ? "–" : figure.replaceAll("-(?=\\d)", "−");
  }

  /** Returns the same for a cell, in one line. */
  static String number(String figure) {
    return text(minus(figure).replace(' ', '\u00A0'));
  }

  /** Returns both ends of an interval in words; nothing where it is not known. */
  static String interval(ForkMean mean) {
    return Double.isFinite(mean.low()) && Double.isFinite(mean.high())
        ? minus(
            "95 %% interval %s to %s"
                .formatted(Figures.brief(mean.low()), Figures.brief(mean.high())))
        : "";
  }

  /** Returns content that a reader opens; nothing if there is none. */
  static String details(String summary, String content) {
    return content.isEmpty()
        ? ""
        : "<details><summary>" + text(summary) + "</summary>" + content + "</details>\n";
  }

  /** Returns a figure: a heading, a line on what it shows and what not, and its content. */
  static String figure(String heading, String meaning, String content) {
    return content.isEmpty()
        ? ""
        : "<figure><figcaption><h3>%s</h3>%s</figcaption>\n%s</figure>\n"
            .formatted(text(heading), meaning.isEmpty() ? "" : element("p", meaning), content);
  }

  /**
   * Returns a table that scrolls by itself where it is wider than the page.
   *
   * @param most rows beyond this are counted and left out
   */
  static String table(String caption, Table table, int most) {
    String body =
        table.rows().stream()
            .limit(most)
            .map(row -> row(table.columns(), row))
            .collect(Collectors.joining());
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><caption>%s</caption><thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>\n"
            .formatted(text(TextLines.cut(caption)), name(caption), heads(table.columns()), body)
        + leftOut(most, table.rows().size(), "rows");
  }

  /** Returns text for the script, deflated and in Base64. */
  static String packed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(bytes, new Deflater(9, true))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Returns a sentence if fewer are shown than there are. */
  static String leftOut(int most, int all, String what) {
    return all <= most
        ? ""
        : element("p", "note", "The first %d of %d %s.".formatted(most, all, what));
  }

  static String heads(List<Column> columns) {
    return columns.stream()
        .map(
            column ->
                "<th scope=\"col\"%s>%s</th>"
                    .formatted(column.isNumeric() ? " class=\"n\"" : "", text(column.heading())))
        .collect(Collectors.joining());
  }

  /** Returns a panel of a grid; empty without content. */
  static String panel(String heading, String content) {
    return content.isEmpty() ? "" : element("div", "panel", element("h4", text(heading)) + content);
  }

  private static String row(List<Column> columns, List<String> row) {
    StringBuilder html = new StringBuilder("<tr>");
    for (int i = 0; i < row.size(); i++) {
      html.append(
          i == 0
              ? "<th scope=\"row\">" + name(row.getFirst()) + "</th>"
              : columns.get(i).isNumeric()
                  ? "<td class=\"n\">" + number(row.get(i)) + "</td>"
                  : "<td>" + name(row.get(i)) + "</td>");
    }
    return html.append("</tr>\n").toString();
  }
}
