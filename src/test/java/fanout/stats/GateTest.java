package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.stats.Gate.Outcome;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GateTest {
  private static final double[] STEADY = {100, 101, 99, 100.5, 99.5};
  private static final double[] SLOWER = {120, 121, 119, 120.5, 119.5};
  private static final double[] NOISY = {100, 130, 80, 115, 90};

  @Test
  void passesWhatIsEquivalentOrImproved() {
    assertThat(
            gate(
                List.of(entry("a", STEADY), entry("b", SLOWER)),
                List.of(entry("a", STEADY), entry("b", STEADY)),
                false,
                false))
        .isEqualTo(new Gate(Outcome.PASS, List.of()));
    assertThat(Outcome.PASS.exitCode()).isZero();
  }

  @Test
  void namesEachRegression() {
    Gate gate =
        gate(
            List.of(entry("a", STEADY), entry("b", STEADY)),
            List.of(entry("a", SLOWER), entry("b", SLOWER)),
            false,
            true);
    assertThat(gate.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(gate.outcome().exitCode()).isEqualTo(1);
    assertThat(gate.why()).containsExactly("org.acme.a [avgt]", "org.acme.b [avgt]");
  }

  @Test
  void putsARegressionBeforeAMissingBenchmarkAndThatBeforeInconclusive() {
    List<ResultEntry> base =
        List.of(entry("a", STEADY), entry("b", STEADY), entry("c", STEADY), entry("d", STEADY));
    assertThat(gate(base, List.of(entry("a", SLOWER), entry("b", NOISY)), false, false).outcome())
        .isEqualTo(Outcome.REGRESSION);
    Gate missing = gate(base, List.of(entry("a", STEADY), entry("b", NOISY)), false, false);
    assertThat(missing.outcome()).isEqualTo(Outcome.BAD_INPUT);
    assertThat(missing.outcome().exitCode()).isEqualTo(2);
    assertThat(missing.why())
        .containsExactly(
            "org.acme.c [avgt] is missing from the new side",
            "org.acme.d [avgt] is missing from the new side");
  }

  @Test
  void neverPassesAScoreThatIsNotFinite() {
    Gate gate =
        gate(
            List.of(entry("a", STEADY)),
            List.of(entry("a", Double.POSITIVE_INFINITY, 1)),
            true,
            true);
    assertThat(gate)
        .isEqualTo(
            new Gate(Outcome.BAD_INPUT, List.of("org.acme.a [avgt]: new: a score is not finite")));
  }

  @Test
  void neverPassesAScoreThatIsNotFiniteBesideABaseWithAFault() {
    for (ResultEntry base : List.of(withoutForks(100), entry("a", 0, 0), entry("a", -1, 1))) {
      for (ResultEntry candidate : List.of(withoutForks(Double.NaN), entry("a", 1, Double.NaN))) {
        assertThat(gate(List.of(base), List.of(candidate), true, true))
            .isEqualTo(
                new Gate(
                    Outcome.BAD_INPUT, List.of("org.acme.a [avgt]: new: a score is not finite")));
      }
    }
  }

  private static ResultEntry withoutForks(double score) {
    return entry(
        "a", "avgt", new Metric(score, 1, MetricUnit.parse("ns/op"), List.of(), List.of()));
  }

  @Test
  void doesNotCallEquivalentWhatAWaiverLetsThrough() {
    Criteria.Waiver waiver =
        new Criteria.Waiver(Pattern.compile("a"), 0.3, "known", LocalDate.of(2999, 12, 31));
    Criteria waived =
        new Criteria(List.of(Measure.of(Measure.TIME, 0.05)), Map.of(), List.of(waiver));
    assertThat(verdict(SLOWER, waived)).isEqualTo(Verdict.NO_SLOWER);
    assertThat(verdict(STEADY, waived)).isEqualTo(Verdict.EQUIVALENT);
    assertThat(verdict(SLOWER, Criteria.DEFAULT)).isEqualTo(Verdict.REGRESSED);
  }

  private static Verdict verdict(double[] candidate, Criteria criteria) {
    return Comparison.of(
            file("base.json", entry("a", STEADY)),
            file("new.json", entry("a", candidate)),
            criteria)
        .rows()
        .getFirst()
        .verdict();
  }

  @Test
  void passesWhatCannotBeToldOnlyIfItBlocksRegressionsAlone() {
    List<ResultEntry> base = List.of(entry("a", STEADY));
    List<ResultEntry> noisy = List.of(entry("a", NOISY));
    assertThat(gate(base, noisy, false, false).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(gate(base, noisy, false, true).outcome()).isEqualTo(Outcome.PASS);
    assertThat(Outcome.INCONCLUSIVE.exitCode()).isEqualTo(3);
  }

  @Test
  void passesAProvenSpeedUpThatIsNotProvenToExceedTheMargin() {
    double[] faster = Arrays.stream(STEADY).map(score -> score * 0.952).toArray();
    Gate gate = gate(List.of(entry("a", STEADY)), List.of(entry("a", faster)), false, false);
    assertThat(gate).isEqualTo(new Gate(Outcome.PASS, List.of()));
  }

  @Test
  void passesWhatIsNoSlowerThoughItMayBeMuchFaster() {
    Gate gate =
        gate(
            List.of(entry("a", 100, 104, 96, 102, 98)),
            List.of(entry("a", 96, 101, 92, 98, 95)),
            false,
            false);
    assertThat(gate.outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void doesNotPassWhatIsSlowerUnlessItBlocksRegressionsAlone() {
    double[] slower = Arrays.stream(STEADY).map(score -> score * 1.05).toArray();
    assertThat(gate(List.of(entry("a", STEADY)), List.of(entry("a", slower)), false, false))
        .isEqualTo(new Gate(Outcome.INCONCLUSIVE, List.of("org.acme.a [avgt]")));
    assertThat(
            gate(List.of(entry("a", STEADY)), List.of(entry("a", slower)), false, true).outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void passesByMetricsOfUnknownDirectionAsLongAsAnotherIsJudged() {
    ResultEntry entry =
        Results.withMetric(
            entry("a", STEADY), "gc.alloc.rate", Results.metric("MB/sec", 700, 710, 690));
    Measure rate = Measure.of("gc.alloc.rate", 0.05);
    assertThat(strict(List.of(Measure.of("time", 0.05), rate), entry).outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(strict(List.of(rate), entry).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  /** Only a metric that no row has on both sides is bad input, and not one that some rows lack. */
  @Test
  void passesAMetricThatSomeRowsHaveNowhere() {
    Measure rate = Measure.of("gc.alloc.rate.norm", 0.05);
    ResultEntry with =
        Results.withMetric(
            entry("a", STEADY), "gc.alloc.rate.norm", Results.metric("B/op", 16, 16, 16, 16, 16));
    Criteria both =
        new Criteria(List.of(Measure.of(Measure.TIME, 0.05), rate), Map.of(), List.of());
    Comparison some =
        Comparison.of(
            file("base.json", with, entry("b", STEADY)),
            file("new.json", with, entry("b", STEADY)),
            both);
    assertThat(some.count(Verdict.MISSING)).isEqualTo(1);
    assertThat(Gate.of(some, Results.STRICT)).isEqualTo(new Gate(Outcome.PASS, List.of()));
    Comparison fork =
        BlockComparison.of(
            List.of(
                new BlockComparison.Block(
                    "",
                    1,
                    2,
                    List.of(file("a.json", entry("a", 100))),
                    List.of(file("b.json", entry("a", 100))))),
            both,
            new Judge(both, Level.SINGLE_LOOK));
    assertThat(Gate.of(fork, Results.STRICT).why())
        .containsExactly("no benchmark has gc.alloc.rate.norm on both sides");
  }

  @Test
  void namesWhatIsBlockedByItsWordOnTheCommandLine() {
    assertThat(Gate.FailOn.values())
        .extracting(Gate.FailOn::toString)
        .containsExactly("regressed", "not-shown");
  }

  private static Gate strict(List<Measure> measures, ResultEntry entry) {
    return Gate.of(
        Comparison.of(
            file("base.json", entry),
            file("new.json", entry),
            new Criteria(measures, Map.of(), List.of())),
        Results.STRICT);
  }

  @Test
  void advisesForksForAllRowsTogether() {
    assertThat(advice(0.05, 1, NOISY))
        .matches(
            "about \\d+ forks a side \\(-f \\d+\\) show rows that have not changed to be no"
                + " slower, all of them together; --fail-on regressed blocks only what is proven");
    assertThat(forks(advice(0.05, 20, NOISY))).isGreaterThan(2 * forks(advice(0.05, 1, NOISY)));
  }

  @Test
  void saysWhenNoNumberOfForksHelps() {
    assertThat(advice(0, 1, NOISY))
        .startsWith(
            "with a margin of 0 no number of forks shows that a row has not changed: widen");
    assertThat(advice(0.05, 1, new double[] {1, 900}))
        .startsWith("more than 1000 forks a side would be needed");
  }

  /** What one fork assumes of its spread is no ground for a number of forks. */
  @Test
  void advisesSeveralForksWhereThereIsOne() {
    assertThat(advice(0.05, 1, 100))
        .startsWith("one fork does not tell how much a row varies: run several a side (-f 5)");
  }

  private static int forks(String advice) {
    return Integer.parseInt(advice.replaceAll(".*\\(-f (\\d+)\\).*", "$1"));
  }

  private static String advice(double margin, int rows, double... noisy) {
    ResultEntry[] entries =
        IntStream.range(0, rows)
            .mapToObj(row -> entry("b" + row, noisy))
            .toArray(ResultEntry[]::new);
    ResultEntry[] others =
        IntStream.range(0, rows)
            .mapToObj(row -> entry("b" + row, Arrays.stream(noisy).map(y -> 1.01 * y).toArray()))
            .toArray(ResultEntry[]::new);
    return Gate.advice(
        Comparison.of(file("base.json", entries), file("new.json", others), Criteria.of(margin)));
  }

  /**
   * Of draws without a change whose strict gate says exit 3: new ones with the forks it asks for.
   */
  @Test
  void passesInMostDrawsWithTheForksItAdvises() {
    for (int rows : new int[] {1, 10}) {
      GateSimulation.Advice advice = GateSimulation.advice(3, rows, 0.05, 30);
      assertThat(advice.undecided()).isGreaterThan(0.5);
      assertThat(advice.passes()).as("%d rows, %s", rows, advice).isGreaterThan(0.6);
    }
  }

  @Test
  void refusesOtherJdksUnlessForced() {
    ResultEntry.Jvm older =
        new ResultEntry.Jvm("1.36", "java", List.of(), "21", "OpenJDK", "25+36");
    List<ResultEntry> base = List.of(entry("a", STEADY));
    List<ResultEntry> other = List.of(Results.withJvm(entry("a", STEADY), older));
    Gate refused = gate(base, other, false, false);
    assertThat(refused.outcome().exitCode()).isEqualTo(4);
    assertThat(refused.why()).containsExactly("JDK: 25 in base, 21 in new");
    assertThat(gate(base, other, true, false).outcome()).isEqualTo(Outcome.PASS);
  }

  private static Gate gate(
      List<ResultEntry> base, List<ResultEntry> candidate, boolean force, boolean lenient) {
    Comparison comparison =
        Comparison.of(
            file("base.json", base.toArray(ResultEntry[]::new)),
            file("new.json", candidate.toArray(ResultEntry[]::new)),
            Criteria.DEFAULT);
    return Gate.of(
        comparison,
        new Gate.Policy(
            lenient ? Gate.FailOn.REGRESSED : Gate.FailOn.NOT_SHOWN, force, key -> false));
  }
}
