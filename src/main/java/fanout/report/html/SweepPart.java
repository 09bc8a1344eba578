package fanout.report.html;

import fanout.model.Metg;
import fanout.model.Usl;
import fanout.model.UslFit;
import fanout.report.Figures;
import fanout.report.SweepText;
import fanout.report.Sweeps;
import fanout.report.Sweeps.Granularity;
import fanout.report.Sweeps.Growth;
import fanout.report.Sweeps.Scalability;
import fanout.report.Table;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.HtmlReport.Source;
import fanout.report.html.Marks.Point;
import fanout.stats.ForkMean;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Sweeps: how short a request may be, how far throughput grows, what large batches and recording
 * cost.
 */
final class SweepPart {
  private static final double NANOS_PER_MICRO = 1000;
  private static final double HUNDRED = 100;

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
            this::granularity),
        part(
            sources,
            "scalability",
            "How far throughput grows",
            "A dot is a fork; the curve with its 95 % band is the <dfn>Universal Scalability"
                + " Law</dfn> X(c) = λc ÷ (1 + σ(c − 1) + κc(c − 1)); dashed is c*, where it is"
                + " highest; c is how many requests are in flight at a time. σ and κ contain the"
                + " processors' limit, not the strategy's alone.",
            this::scalability),
        part(
            sources,
            "growth",
            "What a request costs as batches grow",
            "Makespan ÷ requests: means over forks, and the band of their 95 % intervals. A level"
                + " line is a cost for each request; one that falls, a cost for each batch.",
            this::growth),
        part(
            sources,
            "recording",
            "What recording costs",
            "Makespan with the times of each request recorded ÷ without: the median over forks and"
                + " the 95 % interval of the mean.",
            (source, sweeps) -> table(source, "Recording", new SweepText(sweeps).recording())));
  }

  private static Page.Part part(
      List<Source> sources,
      String id,
      String title,
      String meaning,
      BiFunction<Source, Sweeps, String> drawn) {
    String html =
        sources.stream()
            .map(source -> drawn.apply(source, Sweeps.of(source.file())))
            .collect(Collectors.joining());
    return new Page.Part(id, title, html.isEmpty() ? "" : Html.element("p", meaning) + html);
  }

  private static String table(Source source, String caption, Optional<Table> table) {
    return table.map(it -> Html.table(source.heading(caption), it, it.rows().size())).orElse("");
  }

  private <T> String panels(Source source, List<T> all, Function<T, String> panel) {
    return (source.isAlone() ? "" : Html.element("h3", Html.name(source.name())))
        + limits.of(all).stream()
            .map(panel)
            .collect(Collectors.joining("", "<div class=\"panels\">", "</div>"))
        + Html.leftOut(limits.rows(), all.size(), "sweeps");
  }

  private String granularity(Source source, Sweeps sweeps) {
    List<Granularity> all = sweeps.granularities();
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
    return panels(source, all, each -> granularity(each, across, up));
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
                  at, Ink.ACCENT, Figures.brief(at.x()) + " µs: " + Figures.brief(at.y()) + " %"));
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
    ForkMean micros = reached.nanos().times(1 / NANOS_PER_MICRO);
    plane.upright(micros.mean(), micros.low(), micros.high(), Ink.TEXT);
    return "METG(50 %) = " + Figures.number(micros.mean()) + " µs" + interval(micros);
  }

  /** Nothing for one fork. */
  private static String interval(ForkMean mean) {
    String interval = Html.interval(mean);
    return interval.isEmpty() ? "" : ", " + interval;
  }

  private String scalability(Source source, Sweeps sweeps) {
    List<Scalability> all = sweeps.scalabilities();
    if (all.isEmpty()) {
      return "";
    }
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
    return panels(source, all, each -> scalability(each, across, up))
        + table(source, "Fits", new SweepText(sweeps).scalability());
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

  private String growth(Source source, Sweeps sweeps) {
    List<Growth> all = sweeps.growths();
    if (all.isEmpty()) {
      return "";
    }
    List<Point> ends =
        all.stream()
            .flatMap(each -> Stream.of(curve(each, ForkMean::mean), curve(each, ForkMean::high)))
            .flatMap(List::stream)
            .toList();
    Scale across = logarithmic(ends.stream().mapToDouble(Point::x).toArray());
    Scale up = Scale.fromZero(ends.stream().mapToDouble(Point::y));
    return panels(source, all, each -> growth(each, across, up));
  }

  private static String growth(Growth each, Scale across, Scale up) {
    List<Point> means = curve(each, ForkMean::mean);
    Plane plane = new Plane(across, up);
    if (each.microsByRequests().values().stream().allMatch(mean -> mean.forks() > 1)) {
      plane.band(curve(each, ForkMean::low), curve(each, ForkMean::high), Ink.ACCENT);
    }
    plane.line(means, Ink.ACCENT, "2");
    means.forEach(at -> plane.dot(at, Ink.ACCENT, micros(at)));
    String ends = micros(means.getFirst()) + ", " + micros(means.getLast());
    return plane.html(each.strategy(), "µs a request over requests of a batch", ends);
  }

  private static String micros(Point at) {
    return String.format(Locale.ROOT, "%s µs at %.0f requests", Figures.number(at.y()), at.x());
  }

  private static List<Point> curve(Growth growth, ToDoubleFunction<ForkMean> of) {
    return growth.microsByRequests().entrySet().stream()
        .map(at -> new Point(at.getKey(), of.applyAsDouble(at.getValue())))
        .toList();
  }

  private static String usl(Plane plane, Usl usl) {
    plane
        .band(curve(usl, band -> Math.max(0, band.low())), curve(usl, ForkMean::high), Ink.ACCENT)
        .line(curve(usl, ForkMean::mean), Ink.ACCENT, "2");
    usl.peak().ifPresent(peak -> plane.upright(peak.mean(), peak.low(), peak.high(), Ink.TEXT));
    String peak =
        usl.peak()
            .map(at -> "c* = " + Figures.brief(at.mean()) + interval(at))
            .orElse("no peak seen");
    return String.format(Locale.ROOT, "%s, R² = %.3f", peak, usl.rSquared())
        + usl.remarks().stream().map(". "::concat).collect(Collectors.joining());
  }

  private static List<Point> curve(Usl usl, Function<ForkMean, Double> end) {
    return usl.band().stream()
        .map(band -> new Point(band.concurrency(), end.apply(band.throughput())))
        .toList();
  }

  private static Scale logarithmic(double[] values) {
    double low = DoubleStream.of(values).min().orElse(1);
    return Scale.log(low, DoubleStream.of(values).max().orElse(low));
  }
}
