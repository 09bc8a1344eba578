package fanout.report.html;

import fanout.model.Estimate;
import fanout.model.Usl;
import fanout.model.UslFit;
import fanout.report.Figures;
import fanout.report.Sweeps;
import fanout.report.Sweeps.Scalability;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.report.html.XyPlot.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How throughput grows with concurrency: what was measured, and the law fitted to it. */
final class ScalabilityPart {
  private static final int HEIGHT = 220;

  private final Sheet sheet;

  ScalabilityPart(Sheet sheet) {
    this.sheet = sheet;
  }

  Part of(List<Source> sources) {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      List<Scalability> all = Sweeps.of(source.file()).scalabilities();
      if (!all.isEmpty()) {
        html.append(source.isAlone() ? "" : Html.element("h3", Html.name(source.name())))
            .append(sheet.figure(figure(all)))
            .append(sheet.leftOut(all.size(), "sweeps"));
      }
    }
    return new Part("scalability", "Scalability", html.toString(), "ScalabilityBenchmark");
  }

  private Figure figure(List<Scalability> all) {
    List<Scalability> shown = sheet.shown(all);
    Scale across = Scale.log(1, Scale.highest(points(shown).map(UslFit.Point::concurrency)));
    Scale up = Scale.fromZero(Scale.highest(points(shown).map(UslFit.Point::throughput)));
    StringBuilder panels = new StringBuilder();
    shown.forEach(each -> panels.append(panel(each, across, up)));
    return new Figure(
        "Throughput over concurrency",
        "Shows each fork's throughput as a point, the Universal Scalability Law fitted to them as"
            + " a curve with its 95 % band, and the concurrency c* of the highest throughput as a"
            + " dashed line in its interval.",
        "It does not show what the strategy alone does: σ and κ contain the processors' limit.",
        Html.element("div", "panels", panels.toString()),
        table(all));
  }

  private static Stream<UslFit.Point> points(List<Scalability> all) {
    return all.stream().flatMap(each -> each.points().stream());
  }

  private static String panel(Scalability each, Scale across, Scale up) {
    XyPlot plot = new XyPlot(across, up, HEIGHT);
    String found =
        switch (each.fit()) {
          case Usl usl -> {
            draw(plot, usl);
            yield words(usl);
          }
          case UslFit.Refused refused -> Html.text(refused.reason());
        };
    each.points()
        .forEach(
            point ->
                plot.mark(
                    new Point(point.concurrency(), point.throughput()),
                    Shape.POINT,
                    "ink",
                    "c = %.0f: %.0f requests/s"
                        .formatted(point.concurrency(), point.throughput())));
    return Html.element(
        "div",
        "panel",
        Html.element("h5", Html.name(each.strategy() + ", delay " + each.delay()))
            + plot.html(
                "Points and a fitted curve; the table has the data", "c, log scale", "requests/s")
            + Html.element("p", "note", found));
  }

  private static void draw(XyPlot plot, Usl usl) {
    List<Point> low = new ArrayList<>();
    List<Point> high = new ArrayList<>();
    List<Point> curve = new ArrayList<>();
    for (Usl.Band band : usl.band()) {
      low.add(new Point(band.concurrency(), Math.max(0, band.throughput().low())));
      high.add(new Point(band.concurrency(), band.throughput().high()));
      curve.add(new Point(band.concurrency(), band.throughput().value()));
    }
    plot.between(low, high, "confidence").line(curve, "curve model");
    usl.peak()
        .ifPresent(
            peak ->
                plot.verticalBand(peak.low(), peak.high(), "span")
                    .vertical(peak.value(), "reference"));
  }

  private static String words(Usl usl) {
    String peak =
        usl.peak()
            .map(at -> "c* = %.0f [%.0f, %.0f]".formatted(at.value(), at.low(), at.high()))
            .orElse("no peak seen");
    String remarks =
        usl.remarks().isEmpty() ? "" : ". " + Html.text(String.join(". ", usl.remarks()));
    return String.format(
            Locale.ROOT,
            "%s, λ = %s, σ = %s, κ = %s, R² = %.3f",
            peak,
            margin(usl.lambda(), "%.0f"),
            margin(usl.sigma(), "%.4f"),
            margin(usl.kappa(), "%.6f"),
            usl.rSquared())
        + remarks;
  }

  private static String margin(Estimate estimate, String form) {
    return String.format(Locale.ROOT, form + " ± " + form, estimate.value(), estimate.halfWidth());
  }

  private static Table table(List<Scalability> all) {
    List<List<String>> cells = new ArrayList<>();
    for (Scalability each : all) {
      each.points().stream()
          .sorted(Comparator.comparingDouble(UslFit.Point::concurrency))
          .forEach(
              point ->
                  cells.add(
                      List.of(
                          each.strategy(),
                          each.delay(),
                          Svg.number(point.concurrency()),
                          Figures.number(point.throughput()),
                          each.fit() instanceof Usl usl
                              ? Figures.number(usl.throughputAt(point.concurrency()))
                              : "-")));
    }
    return new Table(
        List.of(
            Column.text("strategy"),
            Column.text("delay"),
            Column.number("c"),
            Column.number("requests/s"),
            Column.number("fitted")),
        cells);
  }
}
