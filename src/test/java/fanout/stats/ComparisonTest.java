package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static fanout.stats.Results.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final double[] STEADY = {100, 101, 99, 100.5, 99.5};
  private static final double[] SLOWER = {120, 121, 119, 120.5, 119.5};
  private static final double[] NOISY = {100, 130, 80, 115, 90};

  @Test
  void callsWhatIsSlowerByMoreThanTheMarginRegressed() {
    Row row = compare(STEADY, SLOWER);
    assertThat(row.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(row.ratio()).isCloseTo(1.2, within(0.001));
    assertThat(row.interval().contains(1.2)).isTrue();
    assertThat(row.effect().pSlower()).isLessThan(0.001);
    // With s = 0.004602 and 7.748 degrees of freedom the noncentrality is 2.7358, in SciPy.
    assertThat(row.effect().minimumDetectable()).isCloseTo(0.0633, within(5e-4));
    assertThat(row.base().centre()).isCloseTo(100, within(0.01));
    assertThat(row.candidate().forks()).isEqualTo(5);
  }

  @Test
  void callsWhatIsFasterByMoreThanTheMarginImproved() {
    assertThat(compare(SLOWER, STEADY).verdict()).isEqualTo(Verdict.IMPROVED);
  }

  @Test
  void callsWhatIsWithinTheMarginBothWaysEquivalent() {
    Row row = compare(STEADY, new double[] {100.5, 101.5, 99.5, 101, 100});
    assertThat(row.verdict()).isEqualTo(Verdict.EQUIVALENT);
  }

  @Test
  void callsWhatItCannotTellInconclusive() {
    Row row = compare(STEADY, NOISY);
    assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(row.effect().minimumDetectable()).isGreaterThan(0.2);
    assertThat(kinds(row)).contains(Warning.Kind.NOISY);
  }

  /** About 4 % faster, ± 5 %: slower by 5 % is excluded, nothing else. */
  @Test
  void callsNoSlowerWhatExcludesTheMarginAndNoMore() {
    Row row = compare(new double[] {100, 104, 96, 102, 98}, new double[] {96, 101, 92, 98, 95});
    assertThat(row.verdict()).isEqualTo(Verdict.NO_SLOWER);
    assertThat(row.reason()).isEmpty();
    assertThat(row.interval().low()).isLessThan(1 / 1.05);
    assertThat(row.interval().high()).isBetween(1.0, 1.05);
  }

  @Test
  void callsFasterWhatIsFasterByAboutTheMargin() {
    Row row = compare(STEADY, times(0.952));
    assertThat(row.verdict()).isEqualTo(Verdict.FASTER);
    assertThat(row.reason()).isEmpty();
    assertThat(row.interval().high()).isLessThan(1);
  }

  @Test
  void callsSlowerWhatIsSlowerByAboutTheMargin() {
    Row row = compare(STEADY, times(1.05));
    assertThat(row.verdict()).isEqualTo(Verdict.SLOWER);
    assertThat(row.reason()).isEmpty();
    assertThat(row.interval().low()).isGreaterThan(1);
  }

  private static double[] times(double factor) {
    return Arrays.stream(STEADY).map(score -> score * factor).toArray();
  }

  @Test
  void doesNotGiveAnAbsurdMinimumDetectableEffect() {
    Row row = compare(new double[] {1, 9}, new double[] {2, 7});
    assertThat(row.effect().minimumDetectable()).isNaN();
  }

  @Test
  void turnsThroughputRound() {
    Metric slow = metric("ops/s", 80, 81, 79, 80.5, 79.5);
    Metric fast = metric("ops/s", 100, 101, 99, 100.5, 99.5);
    Row row = compare(entry("b", "thrpt", fast), entry("b", "thrpt", slow));
    assertThat(row.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(row.ratio()).isCloseTo(1.25, within(0.001));
    assertThat(row.base().centre()).isCloseTo(100, within(0.01));
    assertThat(compare(entry("b", "thrpt", slow), entry("b", "thrpt", fast)).verdict())
        .isEqualTo(Verdict.IMPROVED);
  }

  @Test
  void bringsUnitsTogetherFirst() {
    Metric micros = metric("us/op", 0.100, 0.101, 0.099, 0.1005, 0.0995);
    Row row = compare(entry("b", STEADY), entry("b", "avgt", micros));
    assertThat(row.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(row.candidate().centre()).isCloseTo(100, within(0.01));
    Metric perMinute = metric("ops/min", 6000, 6060, 5940, 6030, 5970);
    assertThat(
            compare(entry("b", "thrpt", metric("ops/s", STEADY)), entry("b", "thrpt", perMinute))
                .ratio())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void refusesUnitsThatDoNotConvert() {
    assertThatThrownBy(
            () -> compare(entry("b", STEADY), entry("b", "avgt", metric("B/op", STEADY))))
        .hasMessage(
            "new.json: org.acme.b [avgt]: unit 'B/op' does not convert to 'ns/op' of the base");
  }

  @Test
  void replacesRegressedRowsByWhatASecondLookSaysOfThem() {
    Comparison first = ofTwo(SLOWER, STEADY);
    assertThat(first.mean().orElseThrow().ratio()).isCloseTo(Math.sqrt(1.2), within(0.001));
    Comparison confirmed = first.confirmedBy(ofTwo(STEADY, NOISY));
    assertThat(confirmed.rows())
        .extracting(Row::verdict)
        .containsExactly(Verdict.EQUIVALENT, Verdict.EQUIVALENT);
    assertThat(confirmed.mean()).isEmpty();
    Comparison ofOthers =
        Comparison.of(
            file("base.json", entry("y", STEADY)),
            file("new.json", entry("y", STEADY)),
            Criteria.DEFAULT);
    assertThat(first.confirmedBy(ofOthers).rows()).isEqualTo(first.rows());
    Comparison tooShort =
        Comparison.of(
            file("base.json", entry("a", 100)),
            file("new.json", entry("a", "avgt", metric("ns/op", List.of()))),
            Criteria.DEFAULT);
    assertThat(tooShort.rows().getFirst().verdict()).isEqualTo(Verdict.UNTESTED);
    assertThat(first.confirmedBy(tooShort).rows()).isEqualTo(first.rows());
  }

  /** As where a profiler's option is left out the second time. */
  @Test
  void keepsARegressionWhoseMetricIsMissingWhenItIsMeasuredAgain() {
    Criteria criteria =
        new Criteria(List.of(Measure.of("gc.alloc.rate.norm", 0.05)), Map.of(), List.of());
    ResultEntry with =
        Results.withMetric(entry("a", STEADY), "gc.alloc.rate.norm", metric("B/op", STEADY));
    ResultEntry more =
        Results.withMetric(
            entry("a", STEADY), "gc.alloc.rate.norm", metric("B/op", 200, 201, 199, 200.5, 199.5));
    Comparison first = Comparison.of(file("base.json", with), file("new.json", more), criteria);
    assertThat(first.rows().getFirst().verdict()).isEqualTo(Verdict.REGRESSED);
    ResultFile without = file("fork.json", entry("a", 100));
    Comparison again =
        BlockComparison.of(
            List.of(
                new BlockComparison.Block("", 1, 2, List.of(without), List.of(without)),
                new BlockComparison.Block("", 2, 2, List.of(without), List.of(without))),
            criteria,
            new Judge(criteria, Level.SINGLE_LOOK));
    assertThat(again.rows().getFirst().verdict()).isEqualTo(Verdict.MISSING);
    assertThat(first.confirmedBy(again).rows()).isEqualTo(first.rows());
    assertThat(Gate.of(again, Results.STRICT))
        .isEqualTo(
            new Gate(
                Gate.Outcome.BAD_INPUT,
                List.of("no benchmark has gc.alloc.rate.norm on both sides")));
  }

  @Test
  void addsRowsThatSayWhyTheyWereNotRun() {
    Comparison more = ofTwo(STEADY, STEADY).withUntested(List.of("org.acme.z"), "too late");
    assertThat(more.rows()).hasSize(3);
    assertThat(more.rows().getLast().key().benchmark()).isEqualTo("org.acme.z");
    assertThat(more.rows().getLast().verdict()).isEqualTo(Verdict.UNTESTED);
    assertThat(more.rows().getLast().reason()).isEqualTo("too late");
    assertThat(more.mean()).isPresent();
  }

  private static Comparison ofTwo(double[] first, double[] second) {
    return Comparison.of(
        file("base.json", entry("a", STEADY), entry("b", STEADY)),
        file("new.json", entry("a", first), entry("b", second)),
        Criteria.DEFAULT);
  }

  /** A mean of times alone, though allocations are judged, too. */
  @Test
  void takesTheMeanOfTheFirstMetric() {
    ResultEntry a =
        Results.withMetric(entry("a", STEADY), "gc.alloc.rate.norm", metric("B/op", 100, 100));
    ResultEntry b =
        Results.withMetric(entry("b", STEADY), "gc.alloc.rate.norm", metric("B/op", 100, 100));
    ResultEntry more =
        Results.withMetric(entry("b", STEADY), "gc.alloc.rate.norm", metric("B/op", 900, 900));
    Criteria both =
        new Criteria(
            List.of(Measure.of(Measure.TIME, 0.05), Measure.of("gc.alloc.rate.norm", 0.01)),
            Map.of(),
            List.of());
    Comparison comparison = Comparison.of(file("base.json", a, b), file("new.json", a, more), both);
    assertThat(comparison.rows()).hasSize(4);
    assertThat(comparison.mean().orElseThrow().ratio()).isCloseTo(1, within(1e-9));
  }

  @Test
  void countsSeveralForksASideButFewerThanEightAsFew() {
    double[] eight = {100, 101, 99, 100, 101, 99, 100, 101};
    assertThat(comparison(eight, eight).hasFewForks()).isFalse();
    assertThat(comparison(eight, Arrays.copyOf(eight, 7)).hasFewForks()).isTrue();
    assertThat(comparison(eight, Arrays.copyOf(eight, 2)).hasFewForks()).isTrue();
    assertThat(comparison(eight, Arrays.copyOf(eight, 1)).hasFewForks()).isFalse();
  }

  private static Comparison comparison(double[] base, double[] candidate) {
    return Comparison.of(
        file("base.json", entry("b", base)),
        file("new.json", entry("b", candidate)),
        Criteria.DEFAULT);
  }

  @Test
  void doesNotTakeUnequalNumbersOfForksForAChange() {
    double[] many = new double[20];
    for (int i = 0; i < many.length; i++) {
      many[i] = STEADY[i % STEADY.length];
    }
    Row row = compare(STEADY, many);
    assertThat(row.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(row.candidate().forks()).isEqualTo(20);
  }

  @Test
  void takesTheForkAndNotTheIterationForTheUnit() {
    Metric base = metric("ns/op", List.of(iterations(100), iterations(110), iterations(90)));
    Metric candidate = metric("ns/op", List.of(iterations(112), iterations(122), iterations(102)));
    Row row = compare(entry("b", "avgt", base), entry("b", "avgt", candidate));
    assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(row.base().forks()).isEqualTo(3);
  }

  @Test
  void keepsParametersInTheKey() {
    Comparison comparison =
        Comparison.of(
            file(
                "base.json",
                Results.withParam(entry("b", STEADY), "n", "1"),
                Results.withParam(entry("b", SLOWER), "n", "2")),
            file(
                "new.json",
                Results.withParam(entry("b", SLOWER), "n", "2"),
                Results.withParam(entry("b", STEADY), "n", "1")),
            Criteria.DEFAULT);
    assertThat(comparison.rows())
        .extracting(Row::verdict)
        .containsExactly(Verdict.EQUIVALENT, Verdict.EQUIVALENT);
  }

  @Test
  void showsWhatOnlyOneFileHas() {
    Comparison comparison =
        Comparison.of(
            file("base.json", entry("a", STEADY), entry("b", STEADY)),
            file("new.json", entry("b", STEADY), entry("c", STEADY)),
            Criteria.DEFAULT);
    assertThat(comparison.onlyInBase()).extracting(key -> key.label()).containsExactly("acme.a");
    assertThat(comparison.onlyInCandidate())
        .extracting(key -> key.label())
        .containsExactly("acme.c");
  }

  @Test
  void refusesFilesWithoutACommonBenchmark() {
    assertThatThrownBy(() -> compare(entry("a", STEADY), entry("b", STEADY)))
        .hasMessage(
            "new.json: has no benchmark in common with base.json: there org.acme.a [avgt], here"
                + " org.acme.b [avgt]");
  }

  @Test
  void correctsForTheNumberOfRows() {
    double[] barely = {106, 107.2, 105.1, 106.8, 105.6};
    assertThat(compare(STEADY, barely).verdict()).isEqualTo(Verdict.REGRESSED);
    ResultEntry[] base = new ResultEntry[40];
    ResultEntry[] candidate = new ResultEntry[40];
    for (int i = 0; i < base.length; i++) {
      base[i] = entry("b" + i, STEADY);
      candidate[i] = entry("b" + i, i == 0 ? barely : STEADY);
    }
    Comparison comparison =
        Comparison.of(file("base.json", base), file("new.json", candidate), Criteria.DEFAULT);
    assertThat(comparison.count(Verdict.REGRESSED)).isZero();
    assertThat(comparison.count(Verdict.SLOWER)).isEqualTo(1);
  }

  /**
   * R, with {@code x} and {@code y} the logs and {@code m <- log(1.05)}: {@code t.test(y, x, mu =
   * m, alternative = "greater")$p.value} is 0.0382, {@code perm(y - m, x)} of {@link
   * PermutationTest} 39/455 = 0.0857.
   */
  @Test
  void letsThePermutationTestOverruleTheTTest() {
    double[] base = {102.7, 100.3, 101.3};
    double[] candidate = {
      105.9, 104.3, 111.5, 106.3, 109.2, 108.6, 110.5, 112.9, 107.6, 107.9, 110.6, 108.9
    };
    Row slower = compare(base, candidate);
    assertThat(slower.effect().pSlower()).isCloseTo(0.03824515, within(1e-8));
    assertThat(slower.verdict()).isEqualTo(Verdict.SLOWER);
    assertThat(slower.reason())
        .isEqualTo("t test says regressed (p = 0.0382), permutation test does not (p = 0.0857)");
    Row faster = compare(candidate, base);
    assertThat(faster.verdict()).isEqualTo(Verdict.FASTER);
    assertThat(faster.reason())
        .isEqualTo("t test says improved (p = 0.0382), permutation test does not (p = 0.0857)");
  }

  /** The same for "less" and {@code m}, in SciPy: 0.02155083, and 148/1820 = 0.0813. */
  @Test
  void letsThePermutationTestOverruleAPass() {
    double[] base = {101.1, 102.4, 100.4, 102.0};
    double[] candidate = {
      101.5, 106.9, 103.1, 105.5, 101.1, 104.1, 107.5, 106.2, 100.2, 107.4, 107.3, 104.0
    };
    Row slower = compare(base, candidate);
    assertThat(slower.verdict()).isEqualTo(Verdict.SLOWER);
    assertThat(slower.reason())
        .isEqualTo("t test says no slower (p = 0.0216), permutation test does not (p = 0.0813)");
    Row faster = compare(candidate, base);
    assertThat(faster.verdict()).isEqualTo(Verdict.FASTER);
    assertThat(faster.reason())
        .isEqualTo("t test says no faster (p = 0.0216), permutation test does not (p = 0.0813)");
  }

  @Test
  void doesNotAskAPermutationTestThatCouldNeverReject() {
    double[] before = {100, 100.1};
    double[] after = {120, 120.1};
    assertThat(WelchContrast.of(before, after, Prior.NONE).smallestPermutationP())
        .isGreaterThan(0.05);
    assertThat(compare(before, after).verdict()).isEqualTo(Verdict.REGRESSED);
  }

  @Test
  void turnsTheRatioOfThroughputsRoundWhereThereIsNoTest() {
    Metric fast = metric("ops/s", 100);
    Metric slow = metric("ops/s", 50);
    Row row = compare(entry("b", "thrpt", fast), entry("b", "thrpt", slow));
    assertThat(row.ratio()).isCloseTo(2, within(1e-9));
    assertThat(row.base().spread()).isNaN();
  }

  @Test
  void gatesSingleBenchmarksByMarginsOfTheirOwn() {
    Criteria loose = criteria(Map.of("acme\\.b$|acme\\.b ", 0.30));
    Row row =
        Comparison.of(
                file("base.json", entry("b", STEADY)), file("new.json", entry("b", SLOWER)), loose)
            .rows()
            .getFirst();
    assertThat(row.measure().share()).isEqualTo(0.30);
    assertThat(row.verdict()).isEqualTo(Verdict.EQUIVALENT);
  }

  @Test
  void comparesASecondaryMetricOnRequest() {
    ResultEntry base = Results.withMetric(entry("b", STEADY), "cost", metric("us", STEADY));
    ResultEntry candidate = Results.withMetric(entry("b", STEADY), "cost", metric("us", SLOWER));
    Criteria cost = criteria("cost");
    Comparison comparison =
        Comparison.of(file("base.json", base), file("new.json", candidate), cost);
    assertThat(comparison.rows().getFirst().verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(comparison.rows().getFirst().unit().text()).isEqualTo("us");
    Criteria absent = criteria("heat");
    assertThatThrownBy(
            () -> Comparison.of(file("base.json", base), file("new.json", candidate), absent))
        .hasMessage("base.json: no entry has the metric 'heat'; the first has [cost]");
  }

  @Test
  void takesTheSpreadOfASingleForkFromTheOtherSide() {
    Row row = compare(new double[] {100}, SLOWER);
    assertThat(row.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(row.finding().provisional()).isEqualTo("one fork: spread from the other side");
    assertThat(row.ratio()).isCloseTo(1.2, within(0.001));
  }

  @Test
  void hasNoVerdictWithoutUsableScores() {
    assertThat(compare(STEADY, new double[] {1, Double.NaN}))
        .satisfies(row -> assertThat(row.isNotFinite()).isTrue())
        .extracting(Row::reason)
        .isEqualTo("new: a score is not finite");
    assertThat(compare(new double[] {1, -1}, STEADY).reason())
        .isEqualTo("base: a score is not positive, so there is no ratio");
    assertThat(compare(new double[0], STEADY).reason()).startsWith("base: no raw data");
  }

  @Test
  void callsZeroOnBothSidesEquivalent() {
    Row row = compare(new double[] {0, 0}, new double[] {0, 0, 0});
    assertThat(row.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(row.ratio()).isEqualTo(1);
  }

  @Test
  void takesScoresWithoutVariationAtTheirWord() {
    double[] flat = {24, 24, 24, 24, 24};
    assertThat(compare(flat, flat).verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(kinds(compare(flat, flat))).containsExactly(Warning.Kind.NO_VARIATION);
    assertThat(compare(flat, new double[] {32, 32, 32, 32, 32}).verdict())
        .isEqualTo(Verdict.REGRESSED);
    assertThat(compare(flat, new double[] {16, 16, 16, 16, 16}).verdict())
        .isEqualTo(Verdict.IMPROVED);
  }

  @Test
  void bearsHugeAndTinyScores() {
    double[] huge = Arrays.stream(STEADY).map(score -> score * 1e306).toArray();
    assertThat(compare(huge, huge).verdict()).isEqualTo(Verdict.EQUIVALENT);
    double[] tiny = Arrays.stream(STEADY).map(score -> score * 1e-306).toArray();
    assertThat(compare(tiny, tiny).ratio()).isEqualTo(1);
    Metric overflowing =
        metric("ns/op", List.of(List.of(1.7e308, 1.7e308), List.of(1.7e308, 1.6e308)));
    assertThat(Results.sample(overflowing).problem()).isEmpty();
  }

  @Test
  void givesTheGeometricMeanOfTheRatios() {
    Comparison comparison =
        Comparison.of(
            file("base.json", entry("a", 100, 100), entry("b", 100, 100)),
            file("new.json", entry("a", 200, 200), entry("b", 50, 50)),
            Criteria.DEFAULT);
    assertThat(comparison.mean().orElseThrow().ratio()).isCloseTo(1, within(1e-12));
    Comparison slower =
        Comparison.of(
            file("base.json", entry("a", 100, 100), entry("b", 100, 100)),
            file("new.json", entry("a", 200, 200), entry("b", 800, 800)),
            Criteria.DEFAULT);
    assertThat(slower.mean().orElseThrow().ratio()).isCloseTo(4, within(1e-9));
    assertThat(
            Comparison.of(
                    file("base.json", entry("a", 100, 100)),
                    file("new.json", entry("a", 200, 200)),
                    Criteria.DEFAULT)
                .mean())
        .isEmpty();
  }

  @Test
  void refusesMarginsThatMakeNoSense() {
    assertThatThrownBy(() -> Criteria.of(-0.01))
        .hasMessage("threshold must be from 0 to 1000%, was -1.0%");
    assertThatThrownBy(() -> Criteria.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> criteria(Map.of("a", -1.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Double> iterations(double mean) {
    return List.of(mean - 0.1, mean, mean + 0.1, mean - 0.1, mean + 0.1);
  }

  private static Criteria criteria(Map<String, Double> thresholds) {
    return new Criteria(Criteria.DEFAULT.measures(), thresholds, List.of());
  }

  private static Criteria criteria(String metric) {
    return new Criteria(List.of(Measure.of(metric, 0.05)), Map.of(), List.of());
  }

  private static double shareOf(Criteria criteria) {
    return criteria.measureOf(entry("b", STEADY).key(), criteria.measures().getFirst()).share();
  }

  private static Row compare(double[] base, double[] candidate) {
    return compare(entry("b", base), entry("b", candidate));
  }

  private static Row compare(ResultEntry base, ResultEntry candidate) {
    return Comparison.of(file("base.json", base), file("new.json", candidate), Criteria.DEFAULT)
        .rows()
        .getFirst();
  }

  private static List<Warning.Kind> kinds(Row row) {
    return row.warnings().stream().map(Warning::kind).toList();
  }

  @Test
  void takesTheFirstMarginWhosePatternIsFound() {
    Map<String, Double> margins = new LinkedHashMap<>();
    margins.put("nothing like it", 0.5);
    margins.put("acme", 0.2);
    margins.put("acme.b", 0.1);
    Criteria criteria = criteria(margins);
    assertThat(shareOf(criteria)).isEqualTo(0.2);
    assertThat(shareOf(criteria(Map.of("x", 0.2)))).isEqualTo(0.05);
  }

  @Test
  void takesMarginsFromNothingToTenfoldAndOnlyRegularExpressions() {
    assertThat(Criteria.of(0).threshold()).isZero();
    assertThat(Criteria.of(10).threshold()).isEqualTo(10);
    assertThatThrownBy(() -> Criteria.of(10.01))
        .hasMessage("threshold must be from 0 to 1000%, was 1001.0%");
    assertThatThrownBy(() -> criteria(Map.of("(", 0.1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Values with separators in them must not make one row of two. */
  @Test
  void keepsRowsApartWhoseParametersOnlyPrintAlike() {
    ResultEntry one =
        Results.withParam(Results.withParam(entry("p", STEADY), "a", "x, b=y"), "b", "z");
    ResultEntry two =
        Results.withParam(Results.withParam(entry("p", SLOWER), "a", "x"), "b", "y, b=z");
    assertThat(one.key().toString()).isEqualTo(two.key().toString());
    Comparison comparison =
        Comparison.of(file("base.json", one, two), file("new.json", one, two), Criteria.DEFAULT);
    assertThat(comparison.rows()).extracting(Row::key).containsExactly(two.key(), one.key());
  }

  @Test
  void turnsAnyScoreOfThroughputModeRound() {
    Metric slow = new Metric(1, 0, rate(), List.of(List.of(5.0), List.of(5.01)), List.of());
    Metric fast = new Metric(1, 0, rate(), List.of(List.of(9.0), List.of(9.01)), List.of());
    assertThat(compare(entry("b", "thrpt", fast), entry("b", "thrpt", slow)).verdict())
        .isEqualTo(Verdict.REGRESSED);
    assertThat(compare(entry("b", "thrpt", slow), entry("b", "thrpt", fast)).ratio())
        .isCloseTo(5.0 / 9, within(0.01));
  }

  private static MetricUnit rate() {
    return new MetricUnit("MB/s", MetricUnit.Dimension.RATE, 1);
  }
}
