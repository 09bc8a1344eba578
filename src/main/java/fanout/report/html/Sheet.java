package fanout.report.html;

import fanout.report.Table;
import java.util.List;

/** The page in the making: numbers its figures and keeps them within limits. */
final class Sheet {
  private final Limits limits;
  private int figures;

  /**
   * What a page holds at most, so that it stays small however large the results are.
   *
   * @param chartRows rows or panels of a chart
   * @param tableRows rows of a table
   * @param timelineRequests requests drawn one by one, over all timelines
   */
  record Limits(int chartRows, int tableRows, int timelineRequests) {}

  /** Begins a page. */
  Sheet(Limits limits) {
    this.limits = limits;
  }

  Limits limits() {
    return limits;
  }

  /** Returns a figure with a number of its own. */
  String figure(Figure figure) {
    figures++;
    return figure.html("f" + figures, limits.tableRows());
  }

  /** Returns a table outside a figure. */
  String table(String caption, Table table) {
    return Figure.table(caption, table, limits.tableRows());
  }

  /** Returns as many as a chart shows. */
  <T> List<T> shown(List<T> all) {
    return all.size() <= limits.chartRows() ? all : all.subList(0, limits.chartRows());
  }

  /** Returns a sentence if a chart shows fewer than there are. */
  String leftOut(int all, String what) {
    return all <= limits.chartRows()
        ? ""
        : Html.element(
            "p",
            "note",
            "Drawn are the first %d of %d %s.".formatted(limits.chartRows(), all, what));
  }
}
