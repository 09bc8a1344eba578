package fanout.report.html;

import fanout.report.html.Svg.Lane;
import java.util.ArrayList;
import java.util.List;

/**
 * One row for each thing that is compared, with a name of any length and marks on a common axis.
 * Names stand beside their rows, and above them where the page is narrow.
 */
final class RowChart {
  private static final int HEIGHT = 30;
  private static final int AXIS_HEIGHT = 20;
  private static final int TEXT_BASE = 15;

  /** Where a name may break: within camel case, and after a point or an underscore. */
  private static final String BREAKS = "(?<=[a-z0-9])(?=[A-Z])|(?<=[._])(?=[A-Za-z])";

  /** Where bars and points of a row stand. */
  static final Lane LANE = new Lane(5, 20);

  /** The whole height of a row. */
  static final Lane FULL = new Lane(0, HEIGHT);

  private final Scale scale;
  private final String axisTitle;
  private final StringBuilder behind = new StringBuilder();
  private final List<String> rows = new ArrayList<>();

  /** Makes a chart without rows. */
  RowChart(Scale scale, String axisTitle) {
    this.scale = scale;
    this.axisTitle = axisTitle;
    scale.ticks().forEach(tick -> behind.append(Svg.stroke(scale, tick.value(), FULL, "grid")));
  }

  /** Shades part of the axis behind all rows. */
  RowChart band(double from, double to, String css) {
    behind.append(Svg.bar(scale, from, to, FULL, css, ""));
    return this;
  }

  /** Marks one value behind all rows. */
  RowChart reference(double value, String css) {
    behind.append(Svg.stroke(scale, value, FULL, css));
    return this;
  }

  /**
   * Adds a row.
   *
   * @param name as a file has it
   * @param note markup to stand beside the name
   * @param marks shapes within {@link #FULL}
   */
  void row(String name, String note, String marks) {
    rows.add(
        "<div class=\"row\"><div class=\"label\">"
            + Html.name(name).replaceAll(BREAKS, "<wbr>")
            + " "
            + Html.element("span", "note", note)
            + "</div><svg class=\"lane\" width=\"100%\" height=\""
            + HEIGHT
            + "\">"
            + behind
            + marks
            + "</svg></div>\n");
  }

  /** Returns the chart; what it says in words is for the table after it. */
  String html(String summary) {
    StringBuilder axis = new StringBuilder();
    for (Scale.Tick tick : scale.ticks()) {
      axis.append("<text class=\"tick\" x=\"")
          .append(Svg.across(scale, tick.value()))
          .append("\" y=\"")
          .append(TEXT_BASE)
          .append("\">")
          .append(Html.text(tick.label()))
          .append("</text>");
    }
    return "<div class=\"chart rows\" role=\"img\" aria-label=\""
        + Html.text(summary)
        + "\">\n"
        + String.join("", rows)
        + "<div class=\"row axis\"><div class=\"label\">"
        + Html.text(axisTitle)
        + "</div><svg class=\"lane\" width=\"100%\" height=\""
        + AXIS_HEIGHT
        + "\">"
        + axis
        + "</svg></div></div>\n";
  }
}
