package fanout.report.html;

import fanout.report.Summary;
import fanout.report.Table.Column;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.HtmlReport.Source;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The answer in a sentence, and the makespans that it rests on. */
final class AnswerPart {
  private static final String CONTROLS = "ORACLE_";
  private static final int TOP = 5;
  private static final int BAR = 14;
  private static final int MIDDLE = 12;

  private final Limits limits;

  AnswerPart(Limits limits) {
    this.limits = limits;
  }

  /** Tells whether a row is a control: work from which synchronization was taken away. */
  static boolean isControl(Summary.Row row) {
    return row.strategy().startsWith(CONTROLS);
  }

  List<Page.Part> of(List<Source> sources) {
    StringBuilder cards = new StringBuilder();
    int all = 0;
    for (Source source : sources) {
      all = Math.max(all, source.summary().settings().size());
      for (Summary.Setting setting : limits.of(source.summary().settings())) {
        cards.append(card(source.heading(setting), setting));
      }
    }
    return List.of(
        new Page.Part(
            "answer",
            "How long, and how sure",
            cards.isEmpty()
                ? ""
                : Html.element("div", "grid", cards.toString())
                    + Html.element(
                        "p",
                        "note",
                        "<dfn>Makespan</dfn>: from the start of a batch until its last reply is in"
                            + " the caller's hands. Bars are means over JVM forks with 95 %"
                            + " intervals; a dot is a fork.")
                    + Html.leftOut(limits.rows(), all, "settings")));
  }

  private static String card(String heading, Summary.Setting setting) {
    List<Summary.Row> shown = setting.rows().stream().filter(row -> !isControl(row)).toList();
    return Html.element(
        "div",
        "panel",
        Html.element("h3", Html.text(heading))
            + Html.element("p", "answer", Html.text(sentence(shown)))
            + makespans(shown));
  }

  /** Names the fastest, if the intervals tell it from the next, and what the others take. */
  private static String sentence(List<Summary.Row> rows) {
    List<Summary.Row> ranked =
        rows.stream()
            .filter(row -> Double.isFinite(row.makespanMillis().mean()))
            .sorted(Comparator.comparingDouble(row -> row.makespanMillis().mean()))
            .toList();
    if (ranked.isEmpty()) {
      return "";
    }
    Summary.Row first = ranked.getFirst();
    List<Summary.Row> equals =
        ranked.stream().skip(1).filter(row -> !isSlower(row, first)).toList();
    String best = first.strategy() + " is the fastest: " + millis(first);
    if (!equals.isEmpty()) {
      best =
          first.strategy()
              + " takes "
              + millis(first)
              + ", not told apart from "
              + equals.stream()
                  .map(row -> row.strategy() + " with " + millis(row))
                  .collect(Collectors.joining(" and "));
    }
    String rest =
        ranked.stream()
            .skip(1)
            .filter(row -> !equals.contains(row))
            .map(row -> row.strategy() + " takes " + times(row, first))
            .collect(Collectors.joining(", "));
    return best + (rest.isEmpty() ? "." : ". " + rest + ".");
  }

  private static boolean isSlower(Summary.Row row, Summary.Row first) {
    return ratio(row, first)
        .map(ratio -> ratio.low() > 1)
        .orElse(row.makespanMillis().low() > first.makespanMillis().high());
  }

  private static String millis(Summary.Row row) {
    return Readings.margin(row.makespanMillis(), "ms");
  }

  private static String times(Summary.Row row, Summary.Row first) {
    double ratio = row.makespanMillis().mean() / first.makespanMillis().mean();
    return String.format(Locale.ROOT, "%s times as long", Readings.brief(ratio));
  }

  /** The ratio of two makespans, fork by fork; empty where the forks are not the same JVMs. */
  private static Optional<ForkMean> ratio(Summary.Row row, Summary.Row base) {
    double[] above = Readings.millis(row.entry());
    double[] below = Readings.millis(base.entry());
    if (above.length != below.length || above.length < 2) {
      return Optional.empty();
    }
    double[][] ratios = new double[above.length][1];
    for (int fork = 0; fork < above.length; fork++) {
      ratios[fork][0] = above[fork] / below[fork];
    }
    return Optional.of(ForkMean.geometric(ratios));
  }

  private static String makespans(List<Summary.Row> rows) {
    Scale scale =
        Scale.fromZero(
            rows.stream()
                .flatMapToDouble(
                    row ->
                        DoubleStream.concat(
                            Arrays.stream(Readings.millis(row.entry())),
                            DoubleStream.of(row.makespanMillis().high()))));
    Rows table =
        new Rows(
            scale,
            "makespan, ms",
            Column.text("strategy"),
            Column.number("makespan"),
            Column.number("speed-up"));
    Optional<Summary.Row> single =
        rows.stream().filter(row -> row.strategy().equals(Summary.SINGLE_THREAD)).findFirst();
    for (Summary.Row row : rows) {
      List<String> cells = new ArrayList<>();
      cells.add(Rows.name(row.strategy()) + Readings.badge(Readings.warnings(row.entry())));
      cells.add(millis(row));
      cells.add(single.flatMap(one -> ratio(one, row)).map(AnswerPart::speedUp).orElse(""));
      table.row(cells, bar(scale, row));
    }
    return table.html("Makespan of each strategy");
  }

  private static String speedUp(ForkMean ratio) {
    return Readings.margin(ratio, "×");
  }

  private static Marks bar(Scale scale, Summary.Row row) {
    ForkMean mean = row.makespanMillis();
    Marks marks = new Marks(scale);
    if (Double.isFinite(mean.mean())) {
      marks.bar(0, mean.mean(), TOP, BAR, Ink.ACCENT, millis(row));
    }
    Arrays.stream(Readings.millis(row.entry()))
        .forEach(fork -> marks.dot(fork, MIDDLE, 2, Ink.SOFT, Readings.number(fork) + " ms"));
    return marks.interval(
        mean.low(), mean.high(), MIDDLE, Ink.TEXT, Readings.interval(mean.low(), mean.high()));
  }
}
