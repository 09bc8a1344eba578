package fanout.report.html;

import java.util.Locale;

/** Shapes whose places across are percentages, so that a chart fits every width and text stays. */
final class Svg {
  /** What is kept free at either end of an axis, for the marks at its ends. */
  private static final double MARGIN = 1.5;

  private static final double SPAN = 100 - 2 * MARGIN;

  private Svg() {}

  /** Returns a place across in percent. */
  static String across(Scale scale, double value) {
    return percent(MARGIN + SPAN * scale.at(value));
  }

  /** Returns a place across in a view box that is 1000 wide. */
  static String inBox(Scale scale, double value) {
    return number(10 * (MARGIN + SPAN * scale.at(value)));
  }

  /** Returns a rectangle. */
  static String bar(Scale scale, double from, double to, Lane lane, String css, String title) {
    double width = SPAN * (scale.at(to) - scale.at(from));
    return "<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\">%s</rect>"
        .formatted(css, across(scale, from), lane.top, percent(width), lane.height, title(title));
  }

  /** Returns a horizontal line. */
  static String line(Scale scale, double from, double to, int y, String css, String title) {
    return "<line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\">%s</line>"
        .formatted(css, across(scale, from), across(scale, to), y, y, title(title));
  }

  /** Returns a vertical line. */
  static String stroke(Scale scale, double value, Lane lane, String css) {
    String x = across(scale, value);
    return "<line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/>"
        .formatted(css, x, x, lane.top, lane.top + lane.height);
  }

  /** Returns a point. */
  static String dot(Scale scale, double value, double y, double radius, String css, String title) {
    return "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\">%s</circle>"
        .formatted(css, across(scale, value), number(y), number(radius), title(title));
  }

  /** Returns the words that a pointer at rest shows. */
  static String title(String words) {
    return words.isEmpty() ? "" : "<title>" + Html.text(words) + "</title>";
  }

  /** Returns a number with at most two decimals. */
  static String number(double value) {
    String fixed = String.format(Locale.ROOT, "%.2f", value);
    return fixed.replaceAll("\\.?0+$", "");
  }

  private static String percent(double value) {
    return number(value) + "%";
  }

  /**
   * A horizontal strip of a chart.
   *
   * @param top pixels from the chart's top
   * @param height pixels
   */
  record Lane(int top, int height) {}
}
