package fanout.report.html;

import fanout.model.Estimate;
import fanout.model.Metg;
import fanout.model.Usl;
import fanout.model.UslFit;
import fanout.report.Sweeps;
import fanout.report.Sweeps.Granularity;
import fanout.report.Sweeps.Recording;
import fanout.report.Sweeps.Scalability;
import fanout.report.Table.Column;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.HtmlReport.Source;
import fanout.report.html.Marks.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Sweeps: how short a request may be, how far throughput grows, what recording costs. */
final class SweepPart {
  private static final double NANOS_PER_MICRO = 1000;
  private static final double HUNDRED = 100;
  private static final int MIDDLE = Rows.HEIGHT / 2;

  private final Limits limits;

  SweepPart(Limits limits) {
    this.limits = limits;
  }

  List<Page.Part> of(List<Source> sources) {
    return List.of(
        part(
            sources,
            "granularity",
            "How short a request may be",
            "Efficiency is the share of the ideal speed that is kept, a line a fork."
                + " <dfn>METG(50 %)</dfn>, dashed, is the shortest request that keeps half. These"
                + " requests spin (burn a processor) or park (wait); they are not HTTP.",
            Sweeps::granularities,
            this::granularity),
        part(
            sources,
            "scalability",
            "How far throughput grows",
            "A dot is a fork; the curve with its 95 % band is the <dfn>Universal Scalability"
                + " Law</dfn> X(c) = λc ÷ (1 + σ(c − 1) + κc(c − 1)); dashed is c*, where it is"
                + " highest. σ and κ contain the processors' limit, not the strategy's alone.",
            Sweeps::scalabilities,
            this::scalability),
        part(
            sources,
            "recording",
            "What recording costs",
            "Makespan with the times of each request recorded ÷ without: the median over forks and"
                + " the 95 % interval of the mean.",
            Sweeps::recordings,
            SweepPart::recordings));
  }

  private <T> Page.Part part(
      List<Source> sources,
      String id,
      String title,
      String meaning,
      Function<Sweeps, List<T>> found,
      BiFunction<Source, List<T>, String> drawn) {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      List<T> all = found.apply(Sweeps.of(source.file()));
      if (!all.isEmpty()) {
        html.append(drawn.apply(source, limits.of(all)))
            .append(Html.leftOut(limits.rows(), all.size(), "sweeps"));
      }
    }
    String words = Html.element("p", meaning);
    return new Page.Part(id, title, html.isEmpty() ? "" : words + html);
  }

  private static String panels(Source source, Stream<String> panels) {
    return (source.isAlone() ? "" : Html.element("h3", Html.name(source.name())))
        + Html.element("div", "panels", panels.collect(Collectors.joining()));
  }

  private String granularity(Source source, List<Granularity> all) {
    List<Metg.Point> points =
        all.stream().flatMap(each -> each.forks().stream()).flatMap(List::stream).toList();
    if (points.isEmpty()) {
      return "";
    }
    double[] micros =
        points.stream().mapToDouble(point -> point.lengthNanos() / NANOS_PER_MICRO).toArray();
    Scale across = logarithmic(micros);
    Scale up =
        Scale.fromZero(
            DoubleStream.concat(
                DoubleStream.of(HUNDRED),
                points.stream().mapToDouble(point -> HUNDRED * point.efficiency())));
    return panels(source, all.stream().map(each -> granularity(each, across, up)));
  }

  private static String granularity(Granularity each, Scale across, Scale up) {
    Plane plane = new Plane(across, up).level(HUNDRED * Metg.EFFICIENCY, Ink.SOFT);
    for (List<Metg.Point> fork : each.forks()) {
      List<Point> curve =
          fork.stream()
              .sorted(Comparator.comparingDouble(Metg.Point::lengthNanos))
              .map(at -> new Point(at.lengthNanos() / NANOS_PER_MICRO, HUNDRED * at.efficiency()))
              .toList();
      plane.line(curve, Ink.ACCENT, "1");
      curve.forEach(
          at ->
              plane.dot(
                  at,
                  Ink.ACCENT,
                  Readings.brief(at.x()) + " µs: " + Readings.brief(at.y()) + " %"));
    }
    String found =
        switch (each.metg()) {
          case Metg.Reached reached -> metg(plane, reached);
          case Metg.NotReached missing -> missing.reason();
        };
    return plane.html(
        each.strategy() + ", " + each.kind(), "efficiency in % over request in µs", found);
  }

  private static String metg(Plane plane, Metg.Reached reached) {
    double micros = reached.nanos() / NANOS_PER_MICRO;
    double low = reached.interval().map(span -> span.low() / NANOS_PER_MICRO).orElse(Double.NaN);
    double high = reached.interval().map(span -> span.high() / NANOS_PER_MICRO).orElse(Double.NaN);
    plane.upright(micros, low, high, Ink.TEXT);
    String interval = Readings.interval(low, high);
    return "METG(50 %) = "
        + Readings.number(micros)
        + " µs"
        + (interval.isEmpty() ? "" : ", " + interval);
  }

  private String scalability(Source source, List<Scalability> all) {
    double[] concurrencies =
        all.stream()
            .flatMap(each -> each.points().stream())
            .mapToDouble(UslFit.Point::concurrency)
            .toArray();
    Scale across = logarithmic(concurrencies);
    Scale up =
        Scale.fromZero(
            all.stream()
                .flatMap(each -> each.points().stream())
                .mapToDouble(UslFit.Point::throughput));
    return panels(source, all.stream().map(each -> scalability(each, across, up)));
  }

  private static String scalability(Scalability each, Scale across, Scale up) {
    Plane plane = new Plane(across, up);
    String found =
        switch (each.fit()) {
          case Usl usl -> usl(plane, usl);
          case UslFit.Refused refused -> refused.reason();
        };
    for (UslFit.Point point : each.points()) {
      plane.dot(
          new Point(point.concurrency(), point.throughput()),
          Ink.TEXT,
          String.format(
              Locale.ROOT, "c = %.0f: %.0f requests/s", point.concurrency(), point.throughput()));
    }
    return plane.html(each.strategy() + ", delay " + each.delay(), "requests/s over c", found);
  }

  private static String usl(Plane plane, Usl usl) {
    plane
        .band(curve(usl, band -> Math.max(0, band.low())), curve(usl, Estimate::high), Ink.ACCENT)
        .line(curve(usl, Estimate::value), Ink.ACCENT, "2");
    usl.peak().ifPresent(peak -> plane.upright(peak.value(), peak.low(), peak.high(), Ink.TEXT));
    String peak =
        usl.peak()
            .map(
                at ->
                    String.format(
                        Locale.ROOT, "c* = %.0f [%.0f, %.0f]", at.value(), at.low(), at.high()))
            .orElse("no peak seen");
    String remarks = usl.remarks().isEmpty() ? "" : ". " + String.join(". ", usl.remarks());
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

  private static List<Point> curve(Usl usl, Function<Estimate, Double> end) {
    return usl.band().stream()
        .map(band -> new Point(band.concurrency(), end.apply(band.throughput())))
        .toList();
  }

  private static String margin(Estimate estimate, String form) {
    return String.format(Locale.ROOT, form + " ± " + form, estimate.value(), estimate.halfWidth());
  }

  private static String recordings(Source source, List<Recording> all) {
    Scale scale =
        Scale.around(
            DoubleStream.concat(DoubleStream.of(1), all.stream().mapToDouble(Recording::median))
                .toArray(),
            all.stream()
                .flatMapToDouble(each -> DoubleStream.of(each.mean().low(), each.mean().high()))
                .toArray());
    Rows rows =
        new Rows(scale, "with ÷ without", Column.text("strategy"), Column.number("ratio"))
            .behind(height -> new Marks(scale).rule(1, 0, height, Ink.TEXT, "none"));
    for (Recording each : all) {
      rows.row(
          List.of(Rows.name(each.strategy()), String.format(Locale.ROOT, "%.4f", each.median())),
          new Marks(scale)
              .interval(each.mean().low(), each.mean().high(), MIDDLE, Ink.TEXT, "95 %")
              .dot(each.median(), MIDDLE, 4, Ink.ACCENT, "median"));
    }
    return (source.isAlone() ? "" : Html.element("h3", Html.name(source.name())))
        + rows.html("Makespan with recording ÷ without");
  }

  private static Scale logarithmic(double[] values) {
    double low = DoubleStream.of(values).min().orElse(1);
    return Scale.log(low, DoubleStream.of(values).max().orElse(low));
  }
}
