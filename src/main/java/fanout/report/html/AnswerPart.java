package fanout.report.html;

import fanout.model.LadderRow;
import fanout.model.LadderRow.Terms;
import fanout.report.Figures;
import fanout.report.Remarks;
import fanout.report.SettingsText;
import fanout.report.Summary;
import fanout.report.Table;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.HtmlReport.Source;
import fanout.results.Rounds;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The answer in a sentence, and the makespans that it rests on. */
final class AnswerPart {
  private static final int TOP = 5;
  private static final int BAR = 14;
  private static final int MIDDLE = 12;

  /** The terms of the answer, before it. */
  private static final String TERMS =
      Html.element(
          "p",
          "note",
          "<dfn>Makespan</dfn>: from the start of all requests, a batch, to the last reply."
              + " <dfn>Synchronization</dfn>: what it costs to pass requests on and to share a"
              + " client.");

  private static final String READING =
      Html.element(
          "p",
          "note",
          "Bars are means over forks, which are JVMs started anew, with 95 % intervals; a dot is a"
              + " fork. A cost smaller than its ± may be nothing.");

  private final Limits limits;

  AnswerPart(Limits limits) {
    this.limits = limits;
  }

  Page.Part of(List<Source> sources) {
    StringBuilder cards = new StringBuilder();
    StringBuilder points = new StringBuilder();
    for (Source source : sources) {
      Remarks remarks = new Remarks(source.summary());
      source.settings().forEach(each -> cards.append(card(source.heading(each), each, remarks)));
      if (source.isSweep()) {
        points.append(points(source, source.summary().settings(), remarks));
      }
      points.append(Html.badge(source.heading("all rows: "), remarks.ofAll()));
    }
    String grid = cards.isEmpty() ? "" : Html.element("div", "grid", cards.toString());
    return new Page.Part(
        "answer",
        "How long, and how sure",
        cards.isEmpty() && points.isEmpty() ? "" : TERMS + grid + READING + points);
  }

  private static String card(String heading, Summary.Setting setting, Remarks remarks) {
    List<Summary.Row> shown = setting.rows().stream().filter(row -> !row.isControl()).toList();
    String costs =
        costs(
                "In µs a request of makespan (of CPU), synchronization",
                shown,
                Terms::synchronization)
            + costs(" Being virtual threads or processes, their vehicle,", shown, Terms::vehicle);
    return Html.element(
        "div",
        "panel",
        Html.element("h3", Html.text(heading))
            + Html.element("p", "answer", Html.text(sentence(shown)))
            + (costs.isEmpty() ? "" : Html.element("p", "answer", Html.text(costs)))
            + makespans(shown, remarks));
  }

  /** Names the fastest, if the forks tell it from the next, and how long the others take. */
  private static String sentence(List<Summary.Row> rows) {
    List<Summary.Row> ranked = ranked(rows);
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
    String slower = slower(others, first);
    return (equals.isEmpty()
            ? "%s is the fastest: %s. ".formatted(first.strategy(), millis(first))
            : "%s takes %s and is not told apart from %s. "
                .formatted(first.strategy(), millis(first), equals))
        + (slower.isEmpty() ? "" : slower + ".");
  }

  private static String slower(List<Summary.Row> others, Summary.Row first) {
    List<String> slower = new ArrayList<>();
    for (Summary.Row row : others) {
      if (isSlower(row, first)) {
        String times = times(row, first);
        slower.add(
            slower.isEmpty()
                ? "%s takes %s times as long".formatted(row.strategy(), times)
                : row.strategy() + " " + times);
      }
    }
    return String.join(", ", slower);
  }

  private static List<Summary.Row> ranked(List<Summary.Row> rows) {
    return rows.stream()
        .filter(row -> Double.isFinite(row.makespanMillis().mean()))
        .sorted(Comparator.comparingDouble(row -> row.makespanMillis().mean()))
        .toList();
  }

  /** Says what a term costs each strategy that has it, in makespan and, where known, in CPU. */
  private static String costs(
      String what, List<Summary.Row> rows, Function<Terms, Optional<ForkMean>> term) {
    List<String> costs = new ArrayList<>();
    for (Summary.Row row : rows) {
      String cpu = cost(row, LadderRow::cpu, term).map(" (%s)"::formatted).orElse("");
      cost(row, LadderRow::makespan, term)
          .ifPresent(time -> costs.add(row.strategy() + " " + time + cpu));
    }
    return costs.isEmpty() ? "" : what + " costs: " + String.join(", ", costs) + ".";
  }

  private static Optional<String> cost(
      Summary.Row row,
      Function<LadderRow, Optional<Terms>> of,
      Function<Terms, Optional<ForkMean>> term) {
    return row.ladder().flatMap(of).flatMap(term).map(Figures::briefMargin).map(Html::minus);
  }

  /** By the ratio within forks, where the two took turns in the same; else by both intervals. */
  private static boolean isSlower(Summary.Row row, Summary.Row first) {
    return ratio(row, first)
        .map(ratio -> ratio.low() > 1)
        .orElse(row.makespanMillis().low() > first.makespanMillis().high());
  }

  /** The ratio within forks; empty unless the two took turns in the same. */
  private static Optional<ForkMean> ratio(Summary.Row row, Summary.Row first) {
    return isBeside(row, first)
        ? ForkMean.paired(
                row.forkMillis(), first.forkMillis(), (above, below) -> Math.log(above / below))
            .map(ForkMean::ofLogarithms)
        : Optional.empty();
  }

  private static boolean isBeside(Summary.Row one, Summary.Row other) {
    Optional<String> group = one.entry().rounds().map(Rounds::group);
    return group.isPresent() && group.equals(other.entry().rounds().map(Rounds::group));
  }

  private static String millis(Summary.Row row) {
    return Figures.margin(row.makespanMillis()) + " ms";
  }

  private static String times(Summary.Row row, Summary.Row first) {
    if (row.equals(first)) {
      return "1";
    }
    return ratio(row, first)
        .map(Figures::margin)
        .orElse(Figures.brief(row.makespanMillis().mean() / first.makespanMillis().mean()));
  }

  private static String makespans(List<Summary.Row> rows, Remarks remarks) {
    Optional<Summary.Row> fastest = ranked(rows).stream().findFirst();
    Scale scale = Scale.fromZero(rows.stream().flatMapToDouble(AnswerPart::lengths));
    Rows table =
        new Rows(scale, "makespan, ms", Table.columns("strategy", "#makespan", "#times as long"));
    for (Summary.Row row : rows) {
      table.words(
          List.of(row.strategy(), millis(row), fastest.map(it -> "× " + times(row, it)).orElse("")),
          Html.badge(remarks.of(row.entry().key())),
          bar(scale, row));
    }
    return table.html("Makespan of each strategy");
  }

  private static DoubleStream lengths(Summary.Row row) {
    return DoubleStream.concat(
        Arrays.stream(row.forkMillis()), DoubleStream.of(row.makespanMillis().high()));
  }

  private static Marks bar(Scale scale, Summary.Row row) {
    double mean = row.makespanMillis().mean();
    Marks marks = new Marks(scale);
    if (Double.isFinite(mean)) {
      marks.bar(0, mean, TOP, BAR, Ink.ACCENT, millis(row));
    }
    return forks(marks, row);
  }

  private static Marks forks(Marks marks, Summary.Row row) {
    ForkMean mean = row.makespanMillis();
    Arrays.stream(row.forkMillis())
        .forEach(fork -> marks.dot(fork, MIDDLE, 2, Ink.SOFT, Figures.number(fork) + " ms"));
    return marks.interval(mean.low(), mean.high(), MIDDLE, Ink.TEXT, Html.interval(mean));
  }

  private String points(Source source, List<Summary.Setting> settings, Remarks remarks) {
    List<Summary.Row> all = settings.stream().flatMap(each -> each.rows().stream()).toList();
    SettingsText text = new SettingsText(settings);
    Table table = text.table();
    double[] means = all.stream().mapToDouble(row -> row.makespanMillis().mean()).toArray();
    double[] ends =
        all.stream()
            .map(Summary.Row::makespanMillis)
            .flatMapToDouble(mean -> DoubleStream.of(mean.low(), mean.high()))
            .toArray();
    Scale scale = Scale.around(means, ends);
    Rows rows = new Rows(scale, "makespan, ms", table.columns());
    for (int i = 0; i < all.size() && i < limits.rows(); i++) {
      Summary.Row row = all.get(i);
      rows.words(
          table.rows().get(i),
          Html.badge(remarks.of(row.entry().key())),
          forks(new Marks(scale), row));
    }
    return Html.figure(
        source.heading("Each point"),
        "All rows: " + Html.name(text.common()) + ".",
        rows.html("Makespans") + Html.leftOut(limits.rows(), all.size(), "rows"));
  }
}
