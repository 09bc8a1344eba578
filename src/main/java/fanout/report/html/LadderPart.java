package fanout.report.html;

import fanout.model.LadderRow;
import fanout.model.LadderRow.Terms;
import fanout.report.Figures;
import fanout.report.LadderText;
import fanout.report.Summary;
import fanout.report.Table;
import fanout.report.html.HtmlReport.Source;
import fanout.stats.ForkMean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The ladder as stacked bars: what remains of a strategy when synchronization is taken away. */
final class LadderPart {
  private static final int TOP = 4;
  private static final int BAR = 16;

  /** The terms in the order in which they are stacked. */
  private static final List<Term> TERMS =
      List.of(
          new Term(
              "requests",
              "what is left: threads that know their requests beforehand",
              Ink.WORK,
              Terms::requests),
          new Term("sharing", "using one client for all", Ink.SHARING, Terms::sharing),
          new Term(
              "vehicle",
              "issuing them from virtual threads, or processes, instead",
              Ink.VEHICLE,
              Terms::vehicle),
          new Term("hand-off", "passing requests and replies on", Ink.HAND_OFF, Terms::handOff));

  private record Term(
      String word, String meaning, Ink ink, Function<Terms, Optional<ForkMean>> of) {}

  private LadderPart() {}

  static Page.Part of(List<Source> sources) {
    StringBuilder makespans = new StringBuilder();
    StringBuilder processors = new StringBuilder();
    for (Source source : sources) {
      for (Summary.Setting setting : source.settings()) {
        LadderText text = new LadderText(setting);
        String heading = source.heading(setting);
        text.makespanTerms()
            .ifPresent(
                table ->
                    makespans.append(
                        panel(
                            heading,
                            table,
                            text.steps(LadderRow::makespan),
                            "makespan, µs a request")));
        text.cpuTerms()
            .ifPresent(
                table ->
                    processors.append(
                        panel(
                            heading,
                            table,
                            text.steps(LadderRow::cpu),
                            "client's CPU time, µs a request")));
      }
    }
    StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
    TERMS.forEach(term -> legend.append(term.ink().key(term.word(), term.meaning())));
    legend.append("</ul>");
    return new Page.Part(
        "ladder",
        "What synchronization costs",
        makespans.isEmpty()
            ? ""
            : legend
                + "<p>Synchronization = sharing + hand-off; – is a step that a strategy has not: a"
                + " pool stays on threads, processes share no client, and virtual threads are set"
                + " against threads that share one. Beside each strategy run its"
                + " <dfn>controls</dfn>, named ORACLE, whose requests were dealt out in advance, in"
                + " the same JVMs and minutes. Each step is a measured difference, ± half its 95 %"
                + " interval over forks; one below zero is drawn as a frame.</p>"
                + Html.figure("In time", "", makespans.toString())
                + Html.figure("In processor time", "", processors.toString()));
  }

  private static String panel(String heading, Table table, List<Terms> steps, String axis) {
    Scale scale = Scale.fromZero(steps.stream().flatMapToDouble(LadderPart::ends));
    Rows rows = new Rows(scale, axis, table.columns());
    for (int i = 0; i < steps.size(); i++) {
      rows.words(table.rows().get(i), "", marks(scale, steps.get(i)));
    }
    return Html.panel(heading, rows.html(axis));
  }

  /** Where each term ends: before one below 0 the bar is longer than the whole. */
  private static DoubleStream ends(Terms terms) {
    double[] ends =
        TERMS.stream()
            .flatMap(term -> term.of().apply(terms).stream())
            .mapToDouble(ForkMean::mean)
            .toArray();
    Arrays.parallelPrefix(ends, Double::sum);
    return DoubleStream.of(ends);
  }

  private static Marks marks(Scale scale, Terms terms) {
    Marks marks = new Marks(scale);
    double from = 0;
    for (Term term : TERMS) {
      Optional<ForkMean> step = term.of().apply(terms);
      if (step.isPresent()) {
        double to = from + step.get().mean();
        String title = term.word() + " " + Html.minus(Figures.briefMargin(step.get())) + " µs";
        if (to >= from) {
          marks.bar(from, to, TOP, BAR, term.ink(), title);
        } else {
          marks.frame(to, from, TOP, BAR, term.ink(), title);
        }
        from = to;
      }
    }
    return marks;
  }
}
