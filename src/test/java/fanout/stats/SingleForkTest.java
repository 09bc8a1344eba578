package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static fanout.stats.Results.metric;
import static fanout.stats.Results.withMetric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fanout.results.ResultEntry;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Files with one fork in a row: verdicts are provisional, and say what they rest on. */
final class SingleForkTest {
  private static final String ASSUMED =
      "one fork: a spread of 10.0% assumed, state yours by --assume-noise";

  @Test
  void failsWhatIsTenTimesSlowerWhateverIsKnown() {
    Row row = row(KnownSpreads.NONE, 100, 1000);
    assertThat(row.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(row.isProvisional()).isTrue();
    assertThat(row.finding().provisional()).isEqualTo(ASSUMED);
  }

  @Test
  void passesAFileAgainstItself() {
    Row row = row(KnownSpreads.NONE, 100, 100);
    assertThat(row.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(row.isProvisional()).isFalse();
  }

  @Test
  void takesTheUsersWordForTheNoise() {
    assertThat(row(stated(0.005), 100, 101).verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(row(stated(0.20), 100, 101).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(row(stated(0.005), 100, 120).verdict()).isEqualTo(Verdict.REGRESSED);
  }

  @Test
  void prefersTheRowsOwnHistory() {
    var series = new KnownSpreads.Series(entry("b", 1).key(), Measure.TIME);
    KnownSpreads known =
        new KnownSpreads(Map.of(series, new Spread(1e-6, 9)), OptionalDouble.of(0.5));
    Row row = row(known, 100, 101);
    assertThat(row.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(row.finding().provisional()).isEqualTo("one fork: spread from the history");
  }

  @Test
  void takesTheSpreadFromRowsWithSeveralForks() {
    Comparison comparison =
        Comparison.of(
            file("base.json", single(100), several("x", 1), several("y", 2), several("z", 3)),
            file("new.json", single(101), several("x", 1.001), several("y", 2), several("z", 3)),
            Criteria.DEFAULT);
    Row row = comparison.rows().getFirst();
    assertThat(row.finding().provisional()).isEqualTo("one fork: spread from the other rows");
    assertThat(row.verdict()).isEqualTo(Verdict.EQUIVALENT);
  }

  /** Two forks on one side, of log ± s: the row's own spread goes before the other rows'. */
  @Test
  void takesTheSpreadFromTheOtherSideOfTheRow() {
    Comparison comparison =
        Comparison.of(
            file("base.json", entry("b", 100, 101)),
            file("new.json", single(100.2)),
            Criteria.DEFAULT);
    Row row = comparison.rows().getFirst();
    assertThat(row.finding().provisional()).isEqualTo("one fork: spread from the other side");
    // R: s <- sd(log(c(100, 101))); exp(log(100.2) - mean(log(c(100, 101))) + qt(.975,
    // 1)*s*sqrt(1.5))
    double s = Math.log(1.01) / Math.sqrt(2);
    double middle = Math.log(100.2) - (Math.log(100) + Math.log(101)) / 2;
    assertThat(row.interval().high())
        .isCloseTo(Math.exp(middle + 12.7062047364 * s * Math.sqrt(1.5)), within(1e-8));
    Row mirrored =
        Comparison.of(
                file("base.json", single(100.2)),
                file("new.json", entry("b", 100, 101)),
                Criteria.DEFAULT)
            .rows()
            .getFirst();
    assertThat(mirrored.interval().low()).isCloseTo(1 / row.interval().high(), within(1e-12));
  }

  /** 19 rows that hardly change show how much single forks vary; the 20th is 30 % slower. */
  @Test
  void takesTheSpreadFromTheChangesOfTheOtherRows() {
    ResultEntry[] base = new ResultEntry[20];
    ResultEntry[] candidate = new ResultEntry[20];
    for (int i = 0; i < base.length; i++) {
      double change = i == 0 ? 1.3 : 1 + 0.01 * Math.sin(i);
      base[i] = entry("b" + (char) ('a' + i), 100 + i);
      candidate[i] = entry("b" + (char) ('a' + i), (100 + i) * change);
    }
    Comparison comparison =
        Comparison.of(file("base.json", base), file("new.json", candidate), Criteria.DEFAULT);
    assertThat(comparison.rows().getFirst().verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(comparison.count(Verdict.EQUIVALENT)).isEqualTo(19);
    assertThat(comparison.rows()).allMatch(Row::isProvisional);
  }

  /** Of six rows four are equal in both files, as scores of a coarse clock are. */
  @Test
  void learnsNothingFromRowsThatDoNotDiffer() {
    ResultEntry[] base = new ResultEntry[6];
    ResultEntry[] candidate = new ResultEntry[6];
    for (int i = 0; i < base.length; i++) {
      double change = i == 0 ? 1.08 : i == 1 ? 1.04 : 1;
      base[i] = entry("b" + (char) ('a' + i), 100);
      candidate[i] = entry("b" + (char) ('a' + i), 100 * change);
    }
    Row row =
        Comparison.of(file("base.json", base), file("new.json", candidate), Criteria.DEFAULT)
            .rows()
            .getFirst();
    assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(row.finding().provisional()).isEqualTo(ASSUMED);
  }

  @Test
  void learnsNothingFromAHistoryThatDoesNotVary() {
    var series = new KnownSpreads.Series(entry("b", 1).key(), Measure.TIME);
    KnownSpreads known = new KnownSpreads(Map.of(series, new Spread(0, 2)), OptionalDouble.empty());
    Row row = row(known, 100, 108);
    assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(row.finding().provisional()).isEqualTo(ASSUMED);
  }

  @Test
  void learnsNothingFromAnotherSideThatDoesNotVary() {
    Row row =
        Comparison.of(
                file("base.json", entry("b", 100, 100)),
                file("new.json", single(108)),
                Criteria.DEFAULT)
            .rows()
            .getFirst();
    assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(row.finding().provisional()).isEqualTo(ASSUMED);
  }

  @Test
  void takesACountThatDoesNotVaryForExact() {
    String name = "gc.alloc.rate.norm";
    Criteria criteria = new Criteria(List.of(Measure.of(name, 0.05)), Map.of(), List.of());
    ResultEntry before = withMetric(entry("b", 100, 100), name, metric("B/op", 24, 24));
    ResultEntry after = withMetric(entry("b", 100), name, metric("B/op", 40));
    Row row =
        Comparison.of(file("base.json", before), file("new.json", after), criteria)
            .rows()
            .getFirst();
    assertThat(row.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(row.finding().provisional()).isEqualTo("one fork: the count is taken to be exact");
  }

  private static KnownSpreads stated(double share) {
    return new KnownSpreads(Map.of(), OptionalDouble.of(share));
  }

  private static ResultEntry single(double score) {
    return entry("b", score);
  }

  private static ResultEntry several(String name, double factor) {
    return entry(name, 100 * factor, 100.3 * factor, 99.7 * factor, 100.1 * factor);
  }

  private static Row row(KnownSpreads known, double before, double after) {
    return Comparison.of(
            file("base.json", single(before)),
            file("new.json", single(after)),
            Criteria.DEFAULT,
            known)
        .rows()
        .getFirst();
  }
}
