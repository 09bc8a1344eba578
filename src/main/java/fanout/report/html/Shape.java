package fanout.report.html;

import java.util.List;

/** How series are told apart: by the shape of their marks and the dashes of their lines too. */
final class Shape {
  /** A small point. */
  static final String POINT = "M-2 0a2 2 0 1 0 4 0a2 2 0 1 0 -4 0";

  private static final List<String> SHAPES =
      List.of(
          "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0",
          "M-4.5 -4.5h9v9h-9z",
          "M0 -6L5.5 4.5H-5.5z",
          "M0 -6.5L6 0L0 6.5L-6 0z");

  private Shape() {}

  /** Returns the shape of the series with the given number, from 0. */
  static String of(int series) {
    return SHAPES.get(series % SHAPES.size());
  }

  /** Returns the class of the series' colour. */
  static String css(int series) {
    return "s" + series % SHAPES.size();
  }

  /** Returns a legend's entry. */
  static String key(int series, String name) {
    return "<li><svg class=\"key\" width=\"26\" height=\"14\"><path class=\"curve %s\" d=\"M0 7H26\"/><svg class=\"mark %s\" x=\"13\" y=\"7\"><path d=\"%s\"/></svg></svg>%s</li>"
        .formatted(css(series), css(series), of(series), Html.name(name));
  }
}
