package fanout.report.html;

import fanout.model.Ladder;
import fanout.model.LadderRow;
import fanout.report.Summary;
import fanout.report.Table.Column;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.HtmlReport.Source;
import fanout.results.ResultEntry;
import fanout.results.Rounds;
import fanout.stats.ForkMean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The answer in a sentence, and the makespans that it rests on. */
final class AnswerPart {
  private static final int TOP = 5;
  private static final int BAR = 14;
  private static final int MIDDLE = 12;

  private final Limits limits;

  AnswerPart(Limits limits) {
    this.limits = limits;
  }

  /** Tells whether a row is a control: work from which synchronization was taken away. */
  static boolean isControl(Summary.Row row) {
    return Ladder.isControl(row.entry().params().getOrDefault("strategy", ""));
  }

  List<Page.Part> of(List<Source> sources) {
    StringBuilder cards = new StringBuilder();
    LadderPart ladder = new LadderPart();
    int all = 0;
    for (Source source : sources) {
      List<LadderRow> steps =
          Ladder.of(source.file().entries()).stream()
              .flatMap(each -> each.rows().stream())
              .toList();
      all = Math.max(all, source.summary().settings().size());
      for (Summary.Setting setting : limits.of(source.summary().settings())) {
        List<LadderRow> own = steps.stream().filter(step -> isOf(setting, step)).toList();
        cards.append(card(source.heading(setting), setting, own));
        ladder.add(source.heading(setting), own);
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
                    + Html.leftOut(limits.rows(), all, "settings")),
        ladder.part());
  }

  private static boolean isOf(Summary.Setting setting, LadderRow step) {
    return setting.rows().stream().anyMatch(row -> row.entry().key().equals(step.entry().key()));
  }

  private static String card(String heading, Summary.Setting setting, List<LadderRow> steps) {
    List<Summary.Row> shown = setting.rows().stream().filter(row -> !isControl(row)).toList();
    String costs = synchronization(steps);
    return Html.element(
        "div",
        "panel",
        Html.element("h3", Html.text(heading))
            + Html.element("p", "answer", Html.text(sentence(shown)))
            + (costs.isEmpty() ? "" : Html.element("p", "answer", Html.text(costs)))
            + makespans(shown, steps));
  }

  /** Names the fastest, if the forks tell it from the next, and how long the others take. */
  private static String sentence(List<Summary.Row> rows) {
    List<Summary.Row> ranked =
        rows.stream()
            .filter(row -> Double.isFinite(row.makespanMillis().mean()))
            .sorted(Comparator.comparingDouble(row -> row.makespanMillis().mean()))
            .toList();
    if (ranked.size() < 2) {
      return "";
    }
    Summary.Row first = ranked.getFirst();
    if (first.makespanMillis().forks() < 2) {
      return ranked.stream()
          .map(row -> row.strategy() + " takes " + millis(row))
          .collect(
              Collectors.joining(", ", "In one fork, which does not tell how sure it is: ", "."));
    }
    List<Summary.Row> others = ranked.subList(1, ranked.size());
    String equals =
        others.stream()
            .filter(row -> !isSlower(row, first))
            .map(row -> row.strategy() + " (" + millis(row) + ")")
            .collect(Collectors.joining(" and "));
    String slower =
        others.stream()
            .filter(row -> isSlower(row, first))
            .map(row -> row.strategy() + " takes " + times(row, first) + " times as long")
            .collect(Collectors.joining(", "));
    return (equals.isEmpty()
            ? "%s is the fastest: %s. ".formatted(first.strategy(), millis(first))
            : "%s takes %s and is not told apart from %s. "
                .formatted(first.strategy(), millis(first), equals))
        + (slower.isEmpty() ? "" : slower + ". ");
  }

  /** The cost of synchronization of each strategy, where the ladder tells it. */
  private static String synchronization(List<LadderRow> steps) {
    String costs =
        steps.stream()
            .flatMap(step -> cost(step).map(cost -> step.strategy() + " " + cost).stream())
            .collect(Collectors.joining(", "));
    return costs.isEmpty()
        ? ""
        : "Synchronization costs, in µs of time and of CPU a request: " + costs + ".";
  }

  private static Optional<String> cost(LadderRow step) {
    Optional<String> cpu =
        step.cpu().flatMap(LadderRow.Terms::synchronization).map(Readings::margin);
    return step.makespan()
        .flatMap(LadderRow.Terms::synchronization)
        .map(Readings::margin)
        .map(time -> time + cpu.map(cost -> " and " + cost).orElse(""));
  }

  /** By the ratio within forks, where the two took turns in the same; else by both intervals. */
  private static boolean isSlower(Summary.Row row, Summary.Row first) {
    double[] above = Readings.millis(row.entry());
    double[] below = Readings.millis(first.entry());
    if (!isBeside(row.entry(), first.entry()) || above.length != below.length) {
      return row.makespanMillis().low() > first.makespanMillis().high();
    }
    double[][] ratios = new double[above.length][1];
    Arrays.setAll(ratios, fork -> new double[] {above[fork] / below[fork]});
    return ForkMean.geometric(ratios).low() > 1;
  }

  private static boolean isBeside(ResultEntry one, ResultEntry other) {
    return one.rounds().isPresent()
        && one.rounds().map(Rounds::group).equals(other.rounds().map(Rounds::group));
  }

  private static String millis(Summary.Row row) {
    return Readings.margin(row.makespanMillis()) + " ms";
  }

  private static String times(Summary.Row row, Summary.Row first) {
    return Readings.brief(row.makespanMillis().mean() / first.makespanMillis().mean());
  }

  private static String makespans(List<Summary.Row> rows, List<LadderRow> steps) {
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
    for (Summary.Row row : rows) {
      String name = Rows.name(row.strategy()) + Readings.badge(Readings.warnings(row.entry()));
      table.row(List.of(name, millis(row), speedUp(row, steps)), bar(scale, row));
    }
    return table.html("Makespan of each strategy");
  }

  /** With its interval, where one thread took turns with the row. */
  private static String speedUp(Summary.Row row, List<LadderRow> steps) {
    return steps.stream()
        .filter(step -> step.entry().key().equals(row.entry().key()))
        .filter(step -> !step.strategy().equals(Ladder.SINGLE_THREAD))
        .flatMap(step -> step.speedUp().stream())
        .findFirst()
        .map(Readings::margin)
        .or(
            () ->
                row.speedUp().map(ForkMean::mean).filter(ratio -> ratio != 1).map(Readings::brief))
        .map(ratio -> "× " + ratio)
        .orElse("");
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
