package fanout.report.html;

import fanout.report.html.Marks.Point;
import java.util.List;

/** Lines, bands and dots over two scales; the labels of the upright one stand within. */
final class Plane {
  private static final int TOP = 10;
  private static final int HEIGHT = 170;
  private static final int AXIS = 18;
  private static final int TEXT_SHIFT = 4;

  private final Scale x;
  private final Scale y;
  private final Marks marks;

  /** Draws the grid. */
  Plane(Scale x, Scale y) {
    this.x = x.beside();
    this.y = y;
    this.marks = new Marks(this.x);
    this.x.ticks().forEach(tick -> marks.rule(tick.value(), TOP, HEIGHT, Ink.RULE, "none"));
    for (Scale.Tick tick : y.ticks()) {
      marks
          .level(down(tick.value()), Ink.RULE, "none")
          .word(
              this.x.percent(this.x.low()) - 1.5,
              down(tick.value()) + TEXT_SHIFT,
              "end",
              tick.label());
    }
  }

  Plane line(List<Point> points, Ink ink, String width) {
    marks.line(pixels(points), TOP + HEIGHT, ink, width);
    return this;
  }

  /** Shades what lies between two lines. */
  Plane band(List<Point> lower, List<Point> upper, Ink ink) {
    marks.band(pixels(lower), pixels(upper), TOP + HEIGHT, ink);
    return this;
  }

  Plane dot(Point at, Ink ink, String title) {
    marks.dot(at.x(), down(at.y()), 2.5, ink, title);
    return this;
  }

  /** Marks a value of the level scale, and its interval at the foot. */
  Plane upright(double value, double low, double high, Ink ink) {
    marks.rule(value, TOP, HEIGHT, ink, "6 4").interval(low, high, TOP + HEIGHT, ink, "");
    return this;
  }

  /** Marks a value of the upright scale. */
  Plane level(double value, Ink ink) {
    marks.level(down(value), ink, "2 3");
    return this;
  }

  /** Returns the drawing under a heading and above a note. */
  String html(String heading, String axes, String note) {
    marks.ticks(TOP + HEIGHT);
    return "<div class=\"panel\"><h4>"
        + Html.name(heading)
        + "</h4><p class=\"axes\">"
        + Html.text(axes + (x.isLog() ? ", log scale" : ""))
        + "</p>"
        + marks.html(TOP + HEIGHT + AXIS, heading)
        + "<p class=\"note\">"
        + Html.text(note)
        + "</p></div>\n";
  }

  private List<Point> pixels(List<Point> points) {
    return points.stream().map(point -> new Point(point.x(), down(point.y()))).toList();
  }

  private double down(double value) {
    return TOP + HEIGHT * (1 - y.at(value));
  }
}
