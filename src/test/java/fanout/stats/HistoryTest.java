package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static fanout.stats.Results.metric;
import static fanout.stats.Results.withJvm;
import static fanout.stats.Results.withMetric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fanout.results.BadResultException;
import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HistoryTest {
  private static final ResultEntry.Jvm OTHER_JVM =
      new ResultEntry.Jvm("1.37", "java", List.of(), "21", "OpenJDK", "21+35");
  private static final double[] WAVE = {0, 1, -1, 0.5, -0.5, 1, 0, -1, 0.5, -0.5};

  @Test
  void judgesTheLastFileByTheLevelBeforeIt() {
    assertThat(last(100).verdict()).isEqualTo(Verdict.EQUIVALENT);
    Row slower = last(130);
    assertThat(slower.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(slower.ratio()).isCloseTo(1.3, within(0.001));
    assertThat(slower.base().forks()).isEqualTo(9);
    assertThat(last(70).verdict()).isEqualTo(Verdict.IMPROVED);
  }

  private static Row last(double score) {
    List<ResultFile> files = files(9, 100);
    files.add(file("9.json", entry("b", score)));
    return History.of(files, Criteria.DEFAULT, false).last().rows().getFirst();
  }

  /** As of a percentile that a histogram rounds. */
  @ParameterizedTest
  @CsvSource({
    "100, EQUIVALENT, false",
    "108, INCONCLUSIVE, true",
    "300, REGRESSED, true",
  })
  void takesEqualResultsBeforeItForNoProofThatNothingVaries(
      double last, Verdict verdict, boolean isProvisional) {
    List<ResultFile> files = new ArrayList<>();
    for (double score : new double[] {100, 100, 100, last}) {
      files.add(file(files.size() + ".json", entry("b", score)));
    }
    Comparison found = History.of(files, Criteria.DEFAULT, false).last();
    assertThat(found.rows().getFirst().verdict()).isEqualTo(verdict);
    assertThat(found.rows().getFirst().isProvisional()).isEqualTo(isProvisional);
    assertThat(found.remedy()).isEmpty();
  }

  @Test
  void takesACountThatNeverVariedForExact() {
    List<ResultFile> files = new ArrayList<>();
    for (double each : new double[] {24, 24, 24, 40}) {
      ResultEntry entry = withMetric(entry("b", 100), "gc.alloc.rate.norm", bytes(each));
      files.add(file(files.size() + ".json", entry));
    }
    Measure measure = Measure.of("gc.alloc.rate.norm", 0.05);
    Criteria criteria = new Criteria(List.of(measure), Map.of(), List.of());
    Row row = History.of(files, criteria, false).last().rows().getFirst();
    assertThat(row.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(row.isProvisional()).isFalse();
  }

  /** Student's interval for one more value: mean ± t·s·√(1 + 1/n). */
  @Test
  void expectsTheNextValueWithinAnInterval() {
    History.Series series = History.of(files(10, 100), Criteria.DEFAULT, false).series().getFirst();
    double deviation =
        Math.sqrt(
            WelchContrast.variance(series.values().stream().mapToDouble(Math::log).toArray()));
    double half = 2.2621571628 * deviation * Math.sqrt(1.1);
    assertThat(series.next().low()).isCloseTo(100 * Math.exp(-half), within(0.02));
    assertThat(series.next().high()).isCloseTo(100 * Math.exp(half), within(0.02));
  }

  @Test
  void startsAnewAfterAChange() {
    List<ResultFile> files = files(10, 100);
    for (int i = 0; i < 10; i++) {
      files.add(file("later" + i + ".json", entry("b", 120 + WAVE[i])));
    }
    History history = History.of(files, Criteria.DEFAULT, false);
    History.Change change = history.series().getFirst().changes().getFirst();
    assertThat(change.at()).isEqualTo(10);
    assertThat(change.before()).isCloseTo(100, within(0.1));
    assertThat(change.after()).isCloseTo(120, within(0.1));
    assertThat(change.ratio()).isCloseTo(1.2, within(0.002));
    assertThat(history.last().rows().getFirst().verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(history.series().getFirst().next().low()).isGreaterThan(110);
  }

  @Test
  void saysWhatTheLastFileLacksAndWhatIsNew() {
    List<ResultFile> files = files(3, 100);
    files.add(file("4.json", entry("b", 100), entry("old", 5)));
    files.add(file("5.json", entry("b", 100), entry("fresh", 5)));
    History history = History.of(files, Criteria.DEFAULT, false);
    assertThat(history.last().onlyInBase()).extracting(k -> k.label()).containsExactly("acme.old");
    assertThat(history.last().onlyInCandidate())
        .extracting(key -> key.label())
        .containsExactly("acme.fresh");
    assertThat(history.series()).hasSize(3);
  }

  /** A part of the suite that ran elsewhere says nothing about what should be here. */
  @Test
  void saysWhatTheLastFileLacksThoughAnotherMachinesCameBetween() {
    List<ResultFile> files = files(3, 100);
    files.add(file("4.json", entry("b", 100), entry("old", 5)));
    files.add(file("5.json", withJvm(entry("b", 100), OTHER_JVM)));
    files.add(file("6.json", entry("b", 100)));
    assertThat(History.of(files, Criteria.DEFAULT, false).last().onlyInBase())
        .extracting(key -> key.label())
        .containsExactly("acme.old");
  }

  /** Their logs are those of values above a floor. */
  @Test
  void saysHowOftenAllocationsFitIntoThoseBefore() {
    List<ResultFile> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double bytes = i < 10 ? 8 + WAVE[i] / 100 : 24 + WAVE[i - 10] / 100;
      files.add(file(i + ".json", withMetric(entry("b", 100), "gc.alloc.rate.norm", bytes(bytes))));
    }
    Measure measure = Measure.of("gc.alloc.rate.norm", 0.05);
    Criteria criteria = new Criteria(List.of(measure), Map.of(), List.of());
    History.Change change =
        History.of(files, criteria, false).series().getFirst().changes().getFirst();
    assertThat(change.ratio()).isCloseTo(3, within(0.01));
  }

  private static Metric bytes(double each) {
    return metric("B/op", each);
  }

  @Test
  void saysWhichMetricTheLastFileLacks() {
    List<ResultFile> files = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      files.add(file(i + ".json", withMetric(entry("b", 100), "gc.time", metric("ms", 5))));
    }
    files.add(file("3.json", entry("b", 100)));
    files.add(file("4.json", entry("b", 100)));
    Criteria criteria = new Criteria(List.of(Measure.of("gc.time", 0.05)), Map.of(), List.of());
    Comparison last = History.of(files, criteria, false).last();
    assertThat(last.onlyInBase()).isEmpty();
    assertThat(last.rows())
        .extracting(row -> row.verdict() + ": " + row.reason())
        .containsExactly("MISSING: new lacks it");
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 0 0, 0.5, regressed, from 0 in every fork",
    "0 0 0 0, 0, equivalent, 0 on both sides",
    "3 3 3 3, 0, improved, to 0 in every fork",
    "3 3 3 3, NaN, no verdict, new: a score is not finite",
    ".01 .01 .01 0 0, .01, regressed, from 0 in every fork",
    ".01 0 0 0, 0, equivalent, 0 on both sides",
    "0 0 3 3 3, 3, equivalent, ''",
    "3 3 3 NaN, 3, equivalent, ''",
    "NaN NaN NaN, 3, no verdict, base: a score is not finite"
  })
  void judgesWhatHasNoLogarithmAsItDoesInTwoFiles(
      String before, double last, String verdict, String reason) {
    List<ResultFile> files = new ArrayList<>();
    for (String score : before.split(" ")) {
      files.add(
          file(
              files.size() + ".json",
              entry("b", "avgt", metric("1/request", Double.parseDouble(score)))));
    }
    files.add(file("last.json", entry("b", "avgt", metric("1/request", last))));
    Comparison found = History.of(files, Criteria.DEFAULT, false).last();
    assertThat(found.onlyInBase()).isEmpty();
    assertThat(found.onlyInCandidate()).isEmpty();
    Row row = found.rows().getFirst();
    assertThat(row.verdict().label()).isEqualTo(verdict);
    assertThat(row.reason()).isEqualTo(reason);
  }

  /** Slower by the other JDK's 30 %: known once there are three results of it, or if asked for. */
  @Test
  void judgesByResultsOfItsOwnMachineAndJdkAlone() {
    List<ResultFile> files = files(10, 100);
    for (int i = 0; i < 2; i++) {
      files.add(file("other" + i + ".json", withJvm(entry("b", 130 + WAVE[i]), OTHER_JVM)));
    }
    Comparison last = History.of(files, Criteria.DEFAULT, false).last();
    assertThat(last.environment().differences()).isEmpty();
    assertThat(last.rows().getFirst().verdict()).isEqualTo(Verdict.UNTESTED);
    assertThat(last.rows().getFirst().reason())
        .isEqualTo("fewer than 3 results before it at this level");
    assertThat(History.of(files, Criteria.DEFAULT, true).last().rows().getFirst().verdict())
        .isEqualTo(Verdict.REGRESSED);
    files.add(file("more.json", withJvm(entry("b", 131.5), OTHER_JVM)));
    files.add(file("last.json", withJvm(entry("b", 130.5), OTHER_JVM)));
    assertThat(History.of(files, Criteria.DEFAULT, false).last().rows().getFirst().verdict())
        .isEqualTo(Verdict.EQUIVALENT);
  }

  /** Were the new values among those that the rows lend each other, all would seem to scatter. */
  @Test
  void findsARegressionOfAllRows() {
    double[] level = {100, 101, 99, 100.5, 99.5, 101, 100, 110};
    List<ResultFile> files = new ArrayList<>();
    for (int i = 0; i < level.length; i++) {
      double score = level[i];
      files.add(
          file(
              i + ".json",
              Stream.of("a", "b", "c", "d", "e")
                  .map(name -> entry(name, score))
                  .toArray(ResultEntry[]::new)));
    }
    assertThat(History.of(files, Criteria.DEFAULT, false).last().rows())
        .hasSize(5)
        .extracting(Row::verdict)
        .containsOnly(Verdict.REGRESSED);
  }

  /** The other JDK's 30 % in between are neither spread nor level of what is judged. */
  @Test
  void judgesByItsOwnMachineThoughAnotherRanInBetween() {
    List<ResultFile> turns = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ResultEntry entry = entry("b", (i % 3 == 2 ? 130 : 100) + WAVE[i]);
      turns.add(file(i + ".json", i % 3 == 2 ? withJvm(entry, OTHER_JVM) : entry));
    }
    turns.add(file("last.json", entry("b", 120)));
    Comparison last = History.of(turns, Criteria.DEFAULT, false).last();
    assertThat(last.rows().getFirst().verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(last.rows().getFirst().base().forks()).isEqualTo(7);

    List<ResultFile> back = files(10, 100);
    for (int i = 0; i < 10; i++) {
      back.add(file("other" + i + ".json", withJvm(entry("b", 130 + WAVE[i]), OTHER_JVM)));
    }
    back.add(file("last.json", entry("b", 120)));
    Comparison home = History.of(back, Criteria.DEFAULT, false).last();
    assertThat(home.environment().differences()).isEmpty();
    assertThat(home.rows().getFirst().verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(home.rows().getFirst().base().forks()).isEqualTo(10);
  }

  @Test
  void saysThatNothingBeforeIsOfItsMachine() {
    List<ResultFile> files = files(9, 100);
    files.add(file("last.json", withJvm(entry("b", 130), OTHER_JVM)));
    Comparison last = History.of(files, Criteria.DEFAULT, false).last();
    assertThat(last.environment().isDecisive()).isTrue();
    assertThat(last.onlyInCandidate()).isEmpty();
    assertThat(last.rows().getFirst().verdict()).isEqualTo(Verdict.UNTESTED);
  }

  @Test
  void refusesAMetricThatNoFileHas() {
    Criteria criteria =
        new Criteria(
            List.of(Measure.of("time", 0.05), Measure.of("gc.tmie", 0.05)), Map.of(), List.of());
    assertThatThrownBy(() -> History.of(files(4, 100), criteria, false))
        .isInstanceOf(BadResultException.class)
        .hasMessage("3.json: no entry has the metric 'gc.tmie'; the first has []");
  }

  @Test
  void refusesAUnitThatDoesNotConvert() {
    List<ResultFile> files = files(4, 100);
    files.add(file("4.json", entry("b", "avgt", metric("B/op", 100))));
    assertThatThrownBy(() -> History.of(files, Criteria.DEFAULT, false))
        .isInstanceOf(BadResultException.class)
        .hasMessage(
            "4.json: org.acme.b [avgt]: unit 'B/op' does not convert to 'ns/op' of the base");
  }

  @Test
  void givesNoVerdictOnFewerThanThreeResultsBefore() {
    Row row = History.of(files(3, 100), Criteria.DEFAULT, false).last().rows().getFirst();
    assertThat(row.verdict()).isEqualTo(Verdict.UNTESTED);
    assertThat(row.reason()).isEqualTo("fewer than 3 results before it at this level");
  }

  @Test
  void givesTheSpreadOfSingleForks() {
    KnownSpreads known = History.spreads(files(10, 100), Criteria.DEFAULT);
    Comparison comparison =
        Comparison.of(
            file("base.json", entry("b", 100)),
            file("new.json", entry("b", 101)),
            Criteria.DEFAULT,
            known);
    assertThat(comparison.rows().getFirst().verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(comparison.rows().getFirst().isProvisional()).isTrue();
  }

  /** A mean of many forks varies less than one of them does. */
  @Test
  void takesTheSpreadOfSingleForksFromTheFirstOfEachFile() {
    List<ResultFile> several = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      several.add(file(i + ".json", entry("b", 100 + WAVE[i], 100, 100, 100, 100)));
    }
    assertThat(History.spreads(several, Criteria.DEFAULT).fromHistory())
        .isEqualTo(History.spreads(files(10, 100), Criteria.DEFAULT).fromHistory());
  }

  @Test
  void needsABenchmarkInCommon() {
    List<ResultFile> files = files(3, 100);
    files.add(file("other.json", entry("x", 1)));
    assertThatThrownBy(() -> History.of(files, Criteria.DEFAULT, false))
        .isInstanceOf(BadResultException.class)
        .hasMessage("other.json: has no benchmark in common with the files before it");
  }

  private static List<ResultFile> files(int count, double level) {
    List<ResultFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(file(i + ".json", entry("b", level + WAVE[i])));
    }
    return files;
  }
}
