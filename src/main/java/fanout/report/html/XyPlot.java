package fanout.report.html;

import fanout.report.html.Svg.Lane;
import java.util.List;
import java.util.stream.Collectors;

/** Points, curves and bands over two axes. */
final class XyPlot {
  private static final int TOP = 8;
  private static final int AXIS_HEIGHT = 20;
  private static final int TEXT_SHIFT = 4;

  private final Scale x;
  private final Scale y;
  private final int height;
  private final StringBuilder stretched = new StringBuilder();
  private final StringBuilder marks = new StringBuilder();
  private final StringBuilder behind = new StringBuilder();

  /** A place. */
  record Point(double x, double y) {}

  /**
   * Makes an empty plot.
   *
   * @param height of the plot's area in pixels
   */
  XyPlot(Scale x, Scale y, int height) {
    this.x = x;
    this.y = y;
    this.height = height;
    Lane full = area();
    x.ticks().forEach(tick -> behind.append(Svg.stroke(x, tick.value(), full, "grid")));
    y.ticks().forEach(tick -> horizontal(tick.value(), "grid"));
  }

  /** Draws a curve through points, from left to right. */
  XyPlot line(List<Point> points, String css) {
    stretched.append("<path class=\"%s\" d=\"M%s\"/>".formatted(css, path(points)));
    return this;
  }

  /** Shades what lies between two curves. */
  XyPlot between(List<Point> lower, List<Point> upper, String css) {
    stretched.append(
        "<path class=\"%s\" d=\"M%sL%sZ\"/>".formatted(css, path(upper), path(lower.reversed())));
    return this;
  }

  /** Marks a point with a shape of the style sheet's. */
  XyPlot mark(Point at, String shape, String css, String title) {
    marks.append(
        "<svg class=\"mark %s\" x=\"%s\" y=\"%s\"><path d=\"%s\"/>%s</svg>"
            .formatted(
                css, Svg.across(x, at.x()), Svg.number(down(at.y())), shape, Svg.title(title)));
    return this;
  }

  /** Marks one value of the horizontal axis, behind everything. */
  XyPlot vertical(double value, String css) {
    behind.append(Svg.stroke(x, value, area(), css));
    return this;
  }

  /** Shades part of the horizontal axis, behind everything. */
  XyPlot verticalBand(double from, double to, String css) {
    behind.append(Svg.bar(x, from, to, area(), css, ""));
    return this;
  }

  /** Marks one value of the vertical axis, behind everything. */
  XyPlot horizontal(double value, String css) {
    behind.append(
        "<line class=\"%s\" x1=\"0\" x2=\"100%%\" y1=\"%s\" y2=\"%s\"/>"
            .formatted(css, Svg.number(down(value)), Svg.number(down(value))));
    return this;
  }

  /** Returns the plot; what it says in words is for the table after it. */
  String html(String summary, String xTitle, String yTitle) {
    int whole = TOP + height + AXIS_HEIGHT;
    return "<div class=\"chart xy\" role=\"img\" aria-label=\""
        + Html.text(summary)
        + "\"><div class=\"ytitle\">"
        + Html.text(yTitle)
        + "</div><svg class=\"ylabels\" width=\"100%\" height=\""
        + whole
        + "\">"
        + yLabels()
        + "</svg><svg class=\"area\" width=\"100%\" height=\""
        + whole
        + "\">"
        + behind
        + "<svg width=\"100%\" height=\""
        + whole
        + "\" viewBox=\"0 0 1000 "
        + whole
        + "\" preserveAspectRatio=\"none\">"
        + stretched
        + "</svg>"
        + marks
        + xLabels()
        + "</svg><div class=\"xtitle\">"
        + Html.text(xTitle)
        + "</div></div>\n";
  }

  private String xLabels() {
    return x.ticks().stream()
        .map(
            tick ->
                "<text class=\"tick\" x=\"%s\" y=\"%d\">%s</text>"
                    .formatted(
                        Svg.across(x, tick.value()),
                        TOP + height + AXIS_HEIGHT - TEXT_SHIFT,
                        Html.text(tick.label())))
        .collect(Collectors.joining());
  }

  private String yLabels() {
    return y.ticks().stream()
        .map(
            tick ->
                "<text class=\"ytick\" x=\"100%%\" y=\"%s\">%s</text>"
                    .formatted(
                        Svg.number(down(tick.value()) + TEXT_SHIFT), Html.text(tick.label())))
        .collect(Collectors.joining());
  }

  private String path(List<Point> points) {
    return points.stream()
        .map(point -> Svg.inBox(x, point.x()) + " " + Svg.number(down(point.y())))
        .collect(Collectors.joining("L"));
  }

  private double down(double value) {
    return TOP + height * (1 - y.at(value));
  }

  private Lane area() {
    return new Lane(TOP, height);
  }
}
