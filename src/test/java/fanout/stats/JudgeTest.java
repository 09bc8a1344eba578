package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static fanout.stats.Results.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.RowKey;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where a verdict changes: a test rejects where its p is at most its level. */
final class JudgeTest {
  private static final double MARGIN = Math.log1p(0.05);
  private static final Contrast SLOWER = BlockContrast.of(new double[] {0.09, 0.07, 0.08, 0.06});
  private static final Contrast FASTER =
      BlockContrast.of(new double[] {-0.09, -0.07, -0.08, -0.06});
  private static final Contrast UNCHANGED = BlockContrast.of(new double[] {0.01, 0, -0.01, 0.02});

  @Test
  void callsAChangeAtExactlyTheLevelOfTheGate() {
    double slower = SLOWER.pAbove(MARGIN);
    assertThat(verdict(SLOWER, level(slower, 1e-9))).isEqualTo(Verdict.REGRESSED);
    assertThat(verdict(SLOWER, level(Math.nextDown(slower), 1e-9))).isEqualTo(Verdict.SLOWER);
    double faster = FASTER.pBelow(-MARGIN);
    assertThat(verdict(FASTER, level(faster, 0.05))).isEqualTo(Verdict.IMPROVED);
    assertThat(verdict(FASTER, level(Math.nextDown(faster), 0.05))).isEqualTo(Verdict.FASTER);
  }

  @Test
  void passesARowAtExactlyTheLevelOfEquivalence() {
    double noSlower = UNCHANGED.pBelow(MARGIN);
    double noFaster = UNCHANGED.pAbove(-MARGIN);
    assertThat(noFaster).isLessThan(noSlower);
    assertThat(verdict(UNCHANGED, level(0, noSlower))).isEqualTo(Verdict.EQUIVALENT);
    assertThat(verdict(UNCHANGED, level(0, Math.nextDown(noSlower))))
        .isEqualTo(Verdict.INCONCLUSIVE);
    Contrast mirrored = BlockContrast.of(new double[] {-0.01, 0, 0.01, -0.02});
    assertThat(verdict(mirrored, level(0, mirrored.pAbove(-MARGIN)))).isEqualTo(Verdict.EQUIVALENT);
    assertThat(verdict(mirrored, level(0, Math.nextDown(mirrored.pAbove(-MARGIN)))))
        .isEqualTo(Verdict.NO_SLOWER);
  }

  /** Forks that do not vary are taken as exact, and the margin itself is allowed. */
  @Test
  void passesARowThatLiesExactlyOnTheMargin() {
    for (double margin : new double[] {MARGIN, -MARGIN}) {
      Contrast exact = BlockContrast.of(new double[] {margin, margin, margin});
      assertThat(verdict(exact, Level.SINGLE_LOOK)).isEqualTo(Verdict.EQUIVALENT);
    }
  }

  /** Five to six is a fifth more, but the logarithms of both are rounded. */
  @Test
  void takesTheMarginItselfAsAllowedWhateverRoundingDoes() {
    Criteria fifth = Criteria.of(0.2);
    for (double scale = 1; scale < 1000; scale *= 1.7) {
      for (Metric[] sides :
          new Metric[][] {
            {metric("ns/op", 5 * scale, 5 * scale), metric("ns/op", 6 * scale, 6 * scale)},
            {metric("ns/op", 6 * scale, 6 * scale), metric("ns/op", 5 * scale, 5 * scale)}
          }) {
        Comparison comparison =
            Comparison.of(
                file("base.json", entry("b", "avgt", sides[0])),
                file("new.json", entry("b", "avgt", sides[1])),
                fifth);
        assertThat(comparison.rows().getFirst().verdict())
            .as("scale %s", scale)
            .isEqualTo(Verdict.EQUIVALENT);
      }
    }
  }

  /**
   * Of 32 signs of 5 blocks one is as extreme as all positive: p = 1/32; with one negative, more.
   */
  @Test
  void asksThePermutationTestWhereFiveOutcomesCouldReject() {
    Contrast mixed = BlockContrast.of(new double[] {0.2, 0.2, 0.2, 0.2, 0.04});
    assertThat(mixed.permutationAbove(MARGIN)).isEqualTo(2.0 / 32);
    assertThat(verdict(mixed, new Level(0.5, 1e-9, 0.95, 2.0 / 32))).isEqualTo(Verdict.REGRESSED);
    Contrast doubtful = BlockContrast.of(new double[] {0.4, 0.4, 0.4, -0.3, -0.3});
    assertThat(doubtful.permutationAbove(MARGIN)).isGreaterThan(5.0 / 32);
    Row vetoed = row(doubtful, 0.05, new Level(0.5, 1e-9, 0.95, 5.0 / 32));
    assertThat(vetoed.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(vetoed.reason()).startsWith("t test says regressed").contains("permutation");
    double tooFew = Math.nextDown(5.0 / 32);
    assertThat(verdict(doubtful, new Level(0.5, 1e-9, 0.95, tooFew))).isEqualTo(Verdict.REGRESSED);
  }

  @Test
  void namesNoNumberOfForksForAMarginOfZero() {
    assertThat(row(UNCHANGED, 0.05, Level.SINGLE_LOOK).effect().forksNeeded()).isPositive();
    assertThat(row(UNCHANGED, 0, Level.SINGLE_LOOK).effect().forksNeeded()).isZero();
  }

  @Test
  void givesTheRatioOfScoresWithoutRawDataAndJmhsErrors() {
    Row row = compare(scoreOnly("ops/s", 100, 2), scoreOnly("ops/s", 80, 4));
    assertThat(row.verdict()).isEqualTo(Verdict.UNTESTED);
    assertThat(row.ratio()).isEqualTo(1.25);
    assertThat(row.base().jmhError()).isEqualTo(0.02);
    assertThat(row.candidate().jmhError()).isEqualTo(0.05);
    Row ofTime = compare(scoreOnly("ns/op", 100, 2), metric("ns/op", 120, 120));
    assertThat(ofTime.ratio()).isCloseTo(1.2, within(1e-12));
    assertThat(ofTime.candidate().jmhError()).isNaN();
  }

  @Test
  void givesNoRatioOfScoresThatHaveNoLogarithm() {
    assertThat(compare(metric("ns/op", -1, 5), metric("ns/op", 3, 3)).ratio()).isNaN();
    assertThat(compare(metric("ns/op", 3, 3), metric("ns/op", -1, 5)).ratio()).isNaN();
  }

  @Test
  void callsZeroAChangeOnlyAgainstScoresThatAreKnown() {
    Metric zero = metric("misses/op", 0, 0);
    Metric some = metric("misses/op", 1, 2);
    Metric unknown = metric("misses/op", 1, Double.NaN);
    assertThat(compare(zero, some).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(compare(some, zero).verdict()).isEqualTo(Verdict.IMPROVED);
    assertThat(compare(zero, unknown).verdict()).isEqualTo(Verdict.UNTESTED);
    assertThat(compare(unknown, zero).verdict()).isEqualTo(Verdict.UNTESTED);
  }

  private static Level level(double gate, double equivalence) {
    return new Level(gate, equivalence, 0.95, 0.05);
  }

  private static Verdict verdict(Contrast contrast, Level level) {
    return row(contrast, 0.05, level).verdict();
  }

  private static Row row(Contrast contrast, double margin, Level level) {
    RowKey key = new RowKey("org.acme.b", "avgt", new TreeMap<>(), 1);
    Trial trial = Trial.of(key, Measure.of(Measure.TIME, margin), contrast);
    return new Judge(Criteria.of(margin), level).judge(List.of(trial)).getFirst();
  }

  private static Metric scoreOnly(String unit, double score, double error) {
    return new Metric(score, error, MetricUnit.parse(unit), List.of(), List.of());
  }

  private static Row compare(Metric base, Metric candidate) {
    return Comparison.of(
            file("base.json", entry("b", "avgt", base)),
            file("new.json", entry("b", "avgt", candidate)),
            Criteria.DEFAULT)
        .rows()
        .getFirst();
  }
}
