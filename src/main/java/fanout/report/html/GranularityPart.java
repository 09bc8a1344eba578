package fanout.report.html;

import fanout.model.Metg;
import fanout.report.Figures;
import fanout.report.Sweeps;
import fanout.report.Sweeps.Granularity;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.report.html.XyPlot.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Below what length of a request a strategy is not worth it. */
final class GranularityPart {
  private static final int HEIGHT = 180;
  private static final double NANOS_PER_MICRO = 1000;
  private static final double HUNDRED = 100;

  private final Sheet sheet;

  GranularityPart(Sheet sheet) {
    this.sheet = sheet;
  }

  Part of(List<Source> sources) {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      List<Granularity> all =
          Sweeps.of(source.file()).granularities().stream()
              .filter(each -> !each.forks().isEmpty())
              .toList();
      if (!all.isEmpty()) {
        html.append(source.isAlone() ? "" : Html.element("h3", Html.name(source.name())))
            .append(sheet.figure(figure(all)))
            .append(sheet.leftOut(all.size(), "sweeps"));
      }
    }
    return new Part("granularity", "Granularity", html.toString(), "GranularityBenchmark");
  }

  private Figure figure(List<Granularity> all) {
    List<Granularity> shown = sheet.shown(all);
    double[] lengths =
        shown.stream()
            .flatMap(each -> each.forks().stream())
            .flatMap(List::stream)
            .mapToDouble(point -> point.lengthNanos() / NANOS_PER_MICRO)
            .toArray();
    double shortest = Arrays.stream(lengths).min().orElse(1);
    Scale across = Scale.log(shortest, Arrays.stream(lengths).max().orElse(shortest));
    Scale up =
        Scale.linear(
            0,
            Math.max(
                HUNDRED,
                Scale.highest(
                    shown.stream()
                        .flatMap(each -> each.forks().stream())
                        .flatMap(List::stream)
                        .map(point -> HUNDRED * point.efficiency()))));
    StringBuilder panels = new StringBuilder();
    shown.forEach(each -> panels.append(panel(each, across, up)));
    return new Figure(
        "Efficiency over the length of a request",
        "Shows the share of the ideal speed that each fork keeps, the half of it as a dotted line,"
            + " and METG(50 %), the shortest request that keeps half, dashed in its interval.",
        "It does not show HTTP requests: these spin (burn a processor) or park (wait).",
        Html.element("div", "panels", panels.toString()),
        table(all));
  }

  private static String panel(Granularity each, Scale across, Scale up) {
    XyPlot plot = new XyPlot(across, up, HEIGHT);
    plot.horizontal(HUNDRED * Metg.EFFICIENCY, "half");
    String found =
        switch (each.metg()) {
          case Metg.Reached reached -> {
            double micros = reached.nanos() / NANOS_PER_MICRO;
            reached
                .interval()
                .ifPresent(
                    span ->
                        plot.verticalBand(
                            span.low() / NANOS_PER_MICRO, span.high() / NANOS_PER_MICRO, "span"));
            plot.vertical(micros, "reference");
            yield "METG(50 %) = " + metg(reached) + " µs";
          }
          case Metg.NotReached missing -> Html.text(missing.reason());
        };
    for (List<Metg.Point> fork : each.forks()) {
      List<Point> curve =
          fork.stream()
              .sorted(Comparator.comparingDouble(Metg.Point::lengthNanos))
              .map(at -> new Point(at.lengthNanos() / NANOS_PER_MICRO, HUNDRED * at.efficiency()))
              .toList();
      plot.line(curve, "curve thin");
      curve.forEach(
          at ->
              plot.mark(
                  at,
                  Shape.POINT,
                  "ink",
                  Svg.number(at.x()) + " µs: " + Figures.brief(at.y()) + " %"));
    }
    return Html.element(
        "div",
        "panel",
        Html.element("h5", Html.name(each.strategy() + ", " + each.kind()))
            + plot.html(
                "Points by fork; the table has the data", "request in µs, log scale", "% of ideal")
            + Html.element("p", "note", found));
  }

  private static String metg(Metg.Reached reached) {
    return Figures.number(reached.nanos() / NANOS_PER_MICRO)
        + reached
            .interval()
            .map(
                span ->
                    " ["
                        + Figures.number(span.low() / NANOS_PER_MICRO)
                        + ", "
                        + Figures.number(span.high() / NANOS_PER_MICRO)
                        + "]")
            .orElse("");
  }

  private static Table table(List<Granularity> all) {
    List<List<String>> cells = new ArrayList<>();
    for (Granularity each : all) {
      String metg = each.metg() instanceof Metg.Reached reached ? metg(reached) : "not reached";
      for (int fork = 0; fork < each.forks().size(); fork++) {
        for (Metg.Point point : each.forks().get(fork)) {
          cells.add(
              List.of(
                  each.strategy(),
                  each.kind(),
                  String.valueOf(fork + 1),
                  Svg.number(point.lengthNanos() / NANOS_PER_MICRO),
                  String.format(Locale.ROOT, "%.1f", HUNDRED * point.efficiency()),
                  metg));
        }
      }
    }
    return new Table(
        List.of(
            Column.text("strategy"),
            Column.text("kind"),
            Column.number("fork"),
            Column.number("request µs"),
            Column.number("efficiency %"),
            Column.number("METG(50 %) µs")),
        cells);
  }
}
