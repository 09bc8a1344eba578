package fanout.report.html;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The marks of one drawing: bars, dots, intervals, lines with bands, and cells. Places across are
 * percentages of the drawing's width and places down are pixels, so that text keeps its size on any
 * screen. Everything is said by presentation attributes; a style sheet is not needed.
 */
final class Marks {
  private static final int CAP = 3;
  private static final int LABEL_BASE = 14;

  /** The view box's width where shapes are stretched across. */
  private static final double BOX = 1000;

  private final Scale x;
  private final StringBuilder svg = new StringBuilder();

  /** A place, in the units of two scales. */
  record Point(double x, double y) {}

  Marks(Scale x) {
    this.x = x;
  }

  Marks bar(double from, double to, int top, int height, Ink ink, String title) {
    double left = x.percent(Math.min(from, to));
    double width = x.percent(Math.max(from, to)) - left;
    return add(
        "<rect %s fill=\"currentColor\" x=\"%s%%\" y=\"%d\" width=\"%s%%\" height=\"%d\">%s</rect>",
        ink.attributes(), number(left), top, number(width), height, title(title));
  }

  /** Draws an open frame between two values: what is taken away rather than added. */
  Marks frame(double from, double to, int top, int height, Ink ink, String title) {
    double left = x.percent(Math.min(from, to));
    double width = x.percent(Math.max(from, to)) - left;
    return add(
        "<rect %s fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"4 2\" x=\"%s%%\" y=\"%d\" width=\"%s%%\" height=\"%d\">%s</rect>",
        ink.attributes(), number(left), top, number(width), height, title(title));
  }

  Marks dot(double at, double y, double radius, Ink ink, String title) {
    return add(
        "<circle %s fill=\"currentColor\" cx=\"%s%%\" cy=\"%s\" r=\"%s\">%s</circle>",
        ink.attributes(), place(at), number(y), number(radius), title(title));
  }

  /** Draws an interval with a cap at either end; nothing where it is not known. */
  Marks interval(double low, double high, int y, Ink ink, String title) {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      return this;
    }
    String cap =
        "<line x1=\"%s%%\" x2=\"%s%%\" y1=\"" + (y - CAP) + "\" y2=\"" + (y + CAP) + "\"/>";
    return add(
        "<g %s stroke=\"currentColor\" stroke-width=\"1.5\"><line x1=\"%s%%\" x2=\"%s%%\" y1=\"%d\" y2=\"%d\"/>%s%s%s</g>",
        ink.attributes(),
        place(low),
        place(high),
        y,
        y,
        cap.formatted(place(low), place(low)),
        cap.formatted(place(high), place(high)),
        title(title));
  }

  Marks rule(double at, int top, int height, Ink ink, String dashes) {
    return add(
        "<line %s stroke=\"currentColor\" stroke-dasharray=\"%s\" x1=\"%s%%\" x2=\"%s%%\" y1=\"%d\" y2=\"%d\"/>",
        ink.attributes(), dashes, place(at), place(at), top, top + height);
  }

  /** Draws a horizontal rule across the scale. */
  Marks level(double y, Ink ink, String dashes) {
    return add(
        "<line %s stroke=\"currentColor\" stroke-dasharray=\"%s\" x1=\"%s%%\" x2=\"%s%%\" y1=\"%s\" y2=\"%s\"/>",
        ink.attributes(), dashes, place(x.low()), place(x.high()), number(y), number(y));
  }

  /** Writes a word at a value. */
  Marks word(double percent, double y, String anchor, String word) {
    return add(
        "<text %s fill=\"currentColor\" font-size=\"12\" text-anchor=\"%s\" x=\"%s%%\" y=\"%s\">%s</text>",
        Ink.SOFT.attributes(), anchor, number(percent), number(y), Html.text(word));
  }

  Marks ticks(int top) {
    x.ticks()
        .forEach(
            tick -> word(x.percent(tick.value()), top + LABEL_BASE, x.anchor(tick), tick.label()));
    return this;
  }

  /** Draws a line through points whose places down are pixels. */
  Marks line(List<Point> points, int height, Ink ink, String width) {
    return points.isEmpty()
        ? this
        : stretched(
            height,
            "<path %s fill=\"none\" stroke=\"currentColor\" stroke-width=\"%s\" vector-effect=\"non-scaling-stroke\" stroke-linejoin=\"round\" d=\"M%s\"/>"
                .formatted(ink.attributes(), width, path(points)));
  }

  /** Shades what lies between two lines. */
  Marks band(List<Point> lower, List<Point> upper, int height, Ink ink) {
    return stretched(
        height,
        "<path %s fill=\"currentColor\" fill-opacity=\".2\" d=\"M%sL%sZ\"/>"
            .formatted(ink.attributes(), path(upper), path(lower.reversed())));
  }

  /** Draws cells: areas in boxes, edge to edge, through which nothing behind them shines. */
  Marks cells(double until, int boxes, int height, String paths) {
    double left = x.percent(x.low());
    return add(
        "<svg x=\"%s%%\" y=\"0\" width=\"%s%%\" height=\"%d\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" shape-rendering=\"crispEdges\">%s</svg>",
        number(left), number(x.percent(until) - left), height, boxes, height, paths);
  }

  /** Adds the marks of another drawing on the same scale. */
  Marks all(Marks other) {
    svg.append(other.svg);
    return this;
  }

  /**
   * Returns the drawing, as wide as its place.
   *
   * @param label what readers of screens say; empty where the figures beside it say the same
   */
  String html(int height, String label) {
    String access =
        label.isEmpty()
            ? "aria-hidden=\"true\""
            : "role=\"img\" aria-label=\"" + Html.text(label) + "\"";
    return "<svg width=\"100%%\" height=\"%d\" overflow=\"visible\" %s>%s</svg>"
        .formatted(height, access, svg);
  }

  /** Returns a number with at most two decimals. */
  static String number(double value) {
    String fixed = String.format(Locale.ROOT, "%.2f", value);
    return fixed.replaceAll("\\.?0+$", "");
  }

  private Marks stretched(int height, String paths) {
    return add(
        "<svg width=\"100%%\" height=\"%d\" viewBox=\"0 0 1000 %d\" preserveAspectRatio=\"none\" overflow=\"visible\">%s</svg>",
        height, height, paths);
  }

  private String path(List<Point> points) {
    return points.stream()
        .map(point -> number(x.percent(point.x()) * BOX / 100) + " " + number(point.y()))
        .collect(Collectors.joining("L"));
  }

  private String place(double value) {
    return number(x.percent(value));
  }

  private static String title(String words) {
    return words.isEmpty() ? "" : "<title>" + Html.text(words) + "</title>";
  }

  @SuppressWarnings("AnnotateFormatMethod") // a private one: the forms stand beside it
  private Marks add(String form, Object... values) {
    svg.append(form.formatted(values));
    return this;
  }
}
