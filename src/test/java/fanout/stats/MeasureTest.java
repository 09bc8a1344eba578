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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeasureTest {
  private static final double[] STEADY = {100, 101, 99, 100.5, 99.5};
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  @ParameterizedTest
  @CsvSource({
    "0, 24, REGRESSED",
    "24, 0, IMPROVED",
    "0.00015, 0.00029, EQUIVALENT",
    "24, 24.002, EQUIVALENT",
    "24, 40, REGRESSED",
    "1000, 1024, REGRESSED",
    "1000, 1007, EQUIVALENT",
    "100000, 100024, EQUIVALENT",
    "0, 0, EQUIVALENT",
  })
  void judgesBytesAnOperationByMarginAndFloorEvenWithOneFork(
      double before, double after, Verdict verdict) {
    Criteria criteria = allocation(new Measure(ALLOCATION, 0.01, 8, "B"));
    assertThat(row(criteria, "B/op", new double[] {before}, new double[] {after}).verdict())
        .isEqualTo(verdict);
    assertThat(
            row(
                    criteria,
                    "B/op",
                    new double[] {before, before, before + 1e-6},
                    new double[] {after, after + 1e-6, after})
                .verdict())
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "B/op, 24, 31, EQUIVALENT",
    "B/op, 24, 40, REGRESSED",
    "B/op, 40, 24, IMPROVED",
    "#/op, 0.01, 0.09, EQUIVALENT",
    "#/op, 1, 1.2, REGRESSED",
    "us/op, 0.01, 0.09, REGRESSED",
  })
  void hasAFloorOfItsOwnForBytesAndEventsAnOperation(
      String unit, double before, double after, Verdict verdict) {
    Criteria criteria = allocation(Measure.of(ALLOCATION, 0.01));
    assertThat(
            row(
                    criteria,
                    unit,
                    new double[] {before, before, before + 1e-6},
                    new double[] {after, after + 1e-6, after})
                .verdict())
        .isEqualTo(verdict);
  }

  /** Objects grow in steps of 8 bytes, and measured averages are a little off them. */
  @ParameterizedTest
  @CsvSource({
    "24.0000009, 32.0000012, REGRESSED",
    "24.0000012, 32.0000009, REGRESSED",
    "16, 24, REGRESSED",
    "24, 16, IMPROVED",
    "24.0000009, 31.0000012, EQUIVALENT",
    "31.0000009, 24.0000012, EQUIVALENT",
  })
  void countsTheStepInWhichObjectsGrowWhateverRoundingDoes(
      double before, double after, Verdict verdict) {
    Criteria criteria = allocation(Measure.of(ALLOCATION, 0.01));
    assertThat(row(criteria, "B/op", new double[] {before}, new double[] {after}).verdict())
        .isEqualTo(verdict);
  }

  @Test
  void showsTheRatioOfTheScoresAndNoneFromZero() {
    Criteria criteria = allocation(Measure.of(ALLOCATION, 0.01));
    Row row = row(criteria, "B/op", new double[] {24, 24.1, 23.9}, new double[] {48, 48.1, 47.9});
    assertThat(row.ratio()).isCloseTo(2, within(1e-3));
    assertThat(row.interval().contains(2)).isTrue();
    assertThat(row.interval().low()).isGreaterThan(1.9);
    Row fromZero = row(criteria, "B/op", new double[] {0, 0}, new double[] {24, 24});
    assertThat(fromZero.ratio()).isNaN();
    assertThat(fromZero.candidate().centre()).isCloseTo(24, within(1e-9));
  }

  /** Nothing is less than 0, so the margin towards faster has no logarithm. */
  @Test
  void callsNextToNothingEquivalentToZero() {
    double[] base = new double[8];
    double[] some = {1.1e-5, 0.9e-5, 1.2e-5, 1e-5, 0.8e-5, 1.05e-5, 0.95e-5, 1.15e-5};
    assertThat(row(allocation(Measure.of(ALLOCATION, 0.01)), "B/op", base, some).verdict())
        .isEqualTo(Verdict.EQUIVALENT);
  }

  @Test
  void takesAFloorForTimesInAnyUnitOfTime() {
    Criteria criteria =
        new Criteria(List.of(new Measure("time", 0.05, 20, "ns")), Map.of(), List.of());
    ResultEntry base = entry("b", "avgt", metric("us/op", 0.100, 0.1001, 0.0999));
    assertThat(verdict(criteria, base, entry("b", "avgt", metric("us/op", 0.11, 0.1101, 0.1099))))
        .isEqualTo(Verdict.EQUIVALENT);
    assertThat(verdict(criteria, base, entry("b", "avgt", metric("us/op", 0.13, 0.1301, 0.1299))))
        .isEqualTo(Verdict.REGRESSED);
  }

  @Test
  void refusesAFloorInAnotherUnit() {
    assertThatThrownBy(
            () ->
                row(
                    allocation(new Measure(ALLOCATION, 0.01, 8, "kg")),
                    "B/op",
                    new double[] {1},
                    new double[] {2}))
        .hasMessage("the floor of 'gc.alloc.rate.norm' is in 'kg', its scores in 'B/op'");
    assertThatThrownBy(() -> new Measure("x", 0.05, -1, "B"))
        .hasMessage("floor must be at least 0, was -1.0");
  }

  @Test
  void callsZeroToMoreRegressedWhereThereIsNoFloor() {
    Criteria criteria = allocation(Measure.of(ALLOCATION, 0.05));
    assertThat(row(criteria, "faults/op", new double[] {0, 0}, new double[] {3, 4}).verdict())
        .isEqualTo(Verdict.REGRESSED);
    assertThat(row(criteria, "faults/op", new double[] {3, 4}, new double[] {0, 0}).verdict())
        .isEqualTo(Verdict.IMPROVED);
  }

  @ParameterizedTest
  @CsvSource({"MB/sec", "counts", "#"})
  void doesNotJudgeWhatMayBeBetterEitherWay(String unit) {
    Row row = row(allocation(Measure.of(ALLOCATION, 0.05)), unit, STEADY, new double[] {9, 9, 9.1});
    assertThat(row.verdict()).isEqualTo(Verdict.UNTESTED);
    assertThat(row.reason()).isEqualTo("more " + unit + " may be better or worse: not judged");
  }

  @ParameterizedTest
  @CsvSource({"MB/sec", "counts", "#"})
  void doesNotJudgeZeroEitherWhereMoreMayBeBetter(String unit) {
    Criteria criteria = allocation(Measure.of(ALLOCATION, 0.05));
    double[] none = {0, 0};
    assertThat(row(criteria, unit, none, new double[] {3, 4}).verdict())
        .isEqualTo(Verdict.UNTESTED);
    assertThat(row(criteria, unit, new double[] {3, 4}, none).verdict())
        .isEqualTo(Verdict.UNTESTED);
  }

  /** Counters of JMH's AuxCounters are rates, and so are instructions per cycle. */
  @ParameterizedTest
  @CsvSource({"ops/s", "insns/clk"})
  void takesFewerForWorseWhereMoreIsFaster(String unit) {
    Criteria criteria = allocation(Measure.of(ALLOCATION, 0.05));
    double[] less = {80, 80.8, 79.2, 80.4, 79.6};
    assertThat(row(criteria, unit, STEADY, less).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(row(criteria, unit, less, STEADY).verdict()).isEqualTo(Verdict.IMPROVED);
    double[] none = {0, 0, 0, 0, 0};
    assertThat(row(criteria, unit, STEADY, none).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(row(criteria, unit, none, STEADY).verdict()).isEqualTo(Verdict.IMPROVED);
  }

  @Test
  void judgesSeveralMetricsAsOneFamily() {
    double[] barely = {106, 107.2, 105.1, 106.8, 105.6};
    Criteria alone = Criteria.DEFAULT;
    assertThat(verdict(alone, entry("b", STEADY), entry("b", barely))).isEqualTo(Verdict.REGRESSED);
    List<Measure> many =
        List.of(
            Measure.of("time", 0.05),
            Measure.of("m1", 0.05),
            Measure.of("m2", 0.05),
            Measure.of("m3", 0.05),
            Measure.of("m4", 0.05));
    Comparison comparison =
        compare(new Criteria(many, Map.of(), List.of()), withFour(STEADY), withFour(barely));
    assertThat(comparison.rows()).hasSize(5);
    assertThat(comparison.rows().getFirst().verdict()).isEqualTo(Verdict.SLOWER);
  }

  private static ResultEntry withFour(double[] score) {
    ResultEntry entry = entry("b", score);
    for (String name : List.of("m1", "m2", "m3", "m4")) {
      entry = Results.withMetric(entry, name, metric("us", 100, 103, 97, 101, 99));
    }
    return entry;
  }

  @Test
  void saysWhichSideLacksAMetric() {
    Criteria criteria = allocation(Measure.of(ALLOCATION, 0.05));
    ResultEntry with = Results.withMetric(entry("a", STEADY), ALLOCATION, metric("B/op", 1, 1));
    ResultEntry also = Results.withMetric(entry("b", STEADY), ALLOCATION, metric("B/op", 1, 1));
    Comparison comparison =
        Comparison.of(
            file("base.json", with, also), file("new.json", with, entry("b", STEADY)), criteria);
    Row missing = comparison.rows().getLast();
    assertThat(missing.verdict()).isEqualTo(Verdict.MISSING);
    assertThat(missing.reason()).isEqualTo("new lacks it");
    assertThat(Gate.of(comparison, Results.STRICT).why())
        .containsExactly("org.acme.b [avgt] gc.alloc.rate.norm is missing from the new side");
    Gate.Policy lenient = new Gate.Policy(Gate.FailOn.NOT_SHOWN, false, key -> true);
    assertThat(Gate.of(comparison, lenient).outcome()).isEqualTo(Gate.Outcome.PASS);
  }

  /** Nine samples of 1 and one of 100, over two iterations: no mean of percentiles gives 1. */
  @Test
  void takesPercentilesFromMergedHistograms() {
    var first = new Metric.Histogram(List.of(new Metric.Sample(1, 9)));
    var second = new Metric.Histogram(List.of(new Metric.Sample(100, 1)));
    Metric sampled =
        new Metric(
            1,
            0,
            MetricUnit.parse("us/op"),
            List.of(List.of(1.0, 100.0)),
            List.of(List.of(first, second)));
    ResultEntry entry = entry("b", "sample", sampled);
    assertThat(Measure.of("p0.90", 0.05).of(entry).orElseThrow().rawData())
        .isEqualTo(List.of(List.of(1.0)));
    assertThat(Measure.of("p0.99", 0.05).of(entry).orElseThrow().rawData())
        .isEqualTo(List.of(List.of(100.0)));
    for (String same : List.of("p90", "p0.9", "p90.0")) {
      assertThat(Measure.of(same, 0.05).of(entry)).isEqualTo(Measure.of("p0.90", 0.05).of(entry));
    }
    assertThat(Measure.of("p100", 0.05).of(entry).orElseThrow().rawData())
        .isEqualTo(List.of(List.of(100.0)));
  }

  @Test
  void takesThePercentilesOfOlderFilesFromTheirMetrics() {
    ResultEntry entry = Results.withMetric(entry("b", 1), "get·p0.99", Results.metric("ns/op", 7));
    assertThat(Measure.of("p99", 0.05).of(entry).orElseThrow().rawData())
        .isEqualTo(List.of(List.of(7.0)));
    assertThat(Measure.of("p99.9", 0.05).of(entry)).isEmpty();
  }

  private static Criteria allocation(Measure measure) {
    return new Criteria(List.of(measure), Map.of(), List.of());
  }

  private static Row row(Criteria criteria, String unit, double[] base, double[] candidate) {
    return compare(
            criteria,
            Results.withMetric(entry("b", STEADY), ALLOCATION, metric(unit, base)),
            Results.withMetric(entry("b", STEADY), ALLOCATION, metric(unit, candidate)))
        .rows()
        .getFirst();
  }

  private static Verdict verdict(Criteria criteria, ResultEntry base, ResultEntry candidate) {
    return compare(criteria, base, candidate).rows().getFirst().verdict();
  }

  private static Comparison compare(Criteria criteria, ResultEntry base, ResultEntry candidate) {
    return Comparison.of(file("base.json", base), file("new.json", candidate), criteria);
  }
}
