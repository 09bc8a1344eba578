package fanout.report.html;

import fanout.model.LadderRow;
import fanout.model.LadderRow.Terms;
import fanout.report.Table.Column;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The ladder as stacked bars: what remains of a strategy when synchronization is taken away. */
final class LadderPart {
  private static final int TOP = 4;
  private static final int BAR = 16;
  private static final int MIDDLE = 12;

  /** The terms in the order in which they are stacked. */
  private static final List<Term> TERMS =
      List.of(
          new Term("requests", "c threads with clients of their own", Ink.WORK, Terms::requests),
          new Term("sharing", "one client for all", Ink.SHARING, Terms::sharing),
          new Term(
              "vehicle", "virtual threads, or processes, instead", Ink.VEHICLE, Terms::vehicle),
          new Term("hand-off", "passing requests and replies on", Ink.HAND_OFF, Terms::handOff));

  private final StringBuilder makespans = new StringBuilder();
  private final StringBuilder processors = new StringBuilder();

  /** One step of the ladder. */
  private record Term(
      String word, String meaning, Ink ink, Function<Terms, Optional<ForkMean>> of) {}

  /** Adds the ladder of one setting. */
  void add(String heading, List<LadderRow> rows) {
    makespans.append(panel(heading, rows, LadderRow::makespan, "makespan, µs a request"));
    processors.append(panel(heading, rows, LadderRow::cpu, "client's CPU time, µs a request"));
  }

  Page.Part part() {
    StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
    TERMS.forEach(term -> legend.append(term.ink().key(term.word(), term.meaning())));
    legend.append("</ul>");
    return new Page.Part(
        "ladder",
        "What synchronization costs",
        makespans.isEmpty()
            ? ""
            : "<p>The cost of <dfn>synchronization</dfn> is what goes away with it: beside each"
                + " strategy run <dfn>controls</dfn> that know their shares of the requests"
                + " beforehand, in the same JVMs and minutes. Each step is a measured difference"
                + " with its 95 % interval over forks; one below zero is drawn as a frame."
                + " Synchronization = sharing + hand-off.</p>"
                + legend
                + Html.figure("In time", "", makespans.toString())
                + Html.figure("In processor time", "", processors.toString()));
  }

  private static String panel(
      String heading,
      List<LadderRow> rows,
      Function<LadderRow, Optional<Terms>> figure,
      String axis) {
    List<LadderRow> shown = rows.stream().filter(row -> figure.apply(row).isPresent()).toList();
    Scale scale =
        Scale.fromZero(
            shown.stream()
                .map(row -> figure.apply(row).orElseThrow().whole())
                .flatMapToDouble(whole -> DoubleStream.of(whole.mean(), whole.high())));
    List<Column> columns = new ArrayList<>(List.of(Column.text("strategy")));
    TERMS.forEach(term -> columns.add(Column.number(term.word())));
    Rows table = new Rows(scale, axis, columns.toArray(Column[]::new));
    for (LadderRow row : shown) {
      Terms terms = figure.apply(row).orElseThrow();
      List<String> cells = new ArrayList<>();
      cells.add(Rows.name(row.strategy()) + missing(row));
      TERMS.forEach(term -> cells.add(term.of().apply(terms).map(Readings::margin).orElse("")));
      table.row(cells, marks(scale, terms));
    }
    String html = table.html(axis);
    return html.isEmpty()
        ? ""
        : Html.element("div", "panel", Html.element("h4", Html.text(heading)) + html);
  }

  private static String missing(LadderRow row) {
    return row.missing().isEmpty()
        ? ""
        : Readings.badge(List.of("not beside it: " + String.join(", ", row.missing())));
  }

  private static Marks marks(Scale scale, Terms terms) {
    Marks marks = new Marks(scale);
    double from = 0;
    for (Term term : TERMS) {
      Optional<ForkMean> step = term.of().apply(terms);
      if (step.isPresent()) {
        double to = from + step.get().mean();
        String title = term.word() + " " + Readings.margin(step.get()) + " µs";
        if (to >= from) {
          marks.bar(from, to, TOP, BAR, term.ink(), title);
        } else {
          marks.frame(to, from, TOP, BAR, term.ink(), title);
        }
        from = to;
      }
    }
    return marks.interval(
        terms.whole().low(), terms.whole().high(), MIDDLE, Ink.TEXT, "makespan as measured");
  }
}
