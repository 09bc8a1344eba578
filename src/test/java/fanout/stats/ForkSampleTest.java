package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static fanout.stats.Results.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultFile;
import fanout.stats.BlockComparison.Block;
import fanout.stats.ForkSample.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForkSampleTest {
  @Test
  void takesTheMeanOfTheIterationsBeforeItsLog() {
    ForkSample sample = Results.sample(metric("us/op", List.of(List.of(1.0, 2.0, 6.0))));
    assertThat(sample.values()).containsExactly(new double[] {Math.log(3e3)}, within(1e-12));
    assertThat(sample.iterations().getFirst().get(2)).isCloseTo(Math.log(6e3), within(1e-12));
    assertThat(sample.centre()).isCloseTo(3, within(1e-12));
  }

  @Test
  void turnsTheMeanOfAThroughputRoundAndNotItsIterations() {
    ForkSample sample = Results.sample(metric("ops/ns", List.of(List.of(1.0, 3.0))));
    assertThat(sample.values()).containsExactly(-Math.log(2));
    assertThat(sample.iterations().getFirst()).containsExactly(-0.0, -Math.log(3));
    assertThat(sample.centre()).isCloseTo(2, within(1e-12));
  }

  @Test
  void leavesForksWithoutIterationsOut() {
    ForkSample sample =
        Results.sample(metric("ns/op", List.of(List.of(), List.of(5.0), List.of())));
    assertThat(sample.forks()).isEqualTo(1);
    assertThat(sample.iterations()).containsExactly(List.of(Math.log(5)));
    assertThat(Results.sample(metric("ns/op", List.of(List.of()))).problem())
        .contains(Problem.NO_RAW_DATA);
  }

  @Test
  void isAtZeroWhereNothingIsAboveAFloor() {
    for (double floor : new double[] {0.1, 8, 1e-3}) {
      assertThat(ForkSample.ofLogs(MetricUnit.parse("#/op"), floor, Math.log(floor)).centre())
          .isZero();
    }
  }

  /** Above a floor of 8 B/op: y = log(x + 8), in iterations and forks alike; the centre without. */
  @Test
  void addsTheFloorToIterationsAndTakesItOffTheCentre() {
    ForkSample sample =
        ForkSample.of(
            metric("B/op", List.of(List.of(0.0, 16.0))),
            new Measure("gc.alloc.rate.norm", 0.01, 8, "B"));
    assertThat(sample.iterations()).containsExactly(List.of(Math.log(8), Math.log(24)));
    assertThat(sample.values()).containsExactly(Math.log(16));
    assertThat(sample.centre()).isCloseTo(8, within(1e-12));
  }

  @Test
  void joinsScoresInTheUnitOfTheFirst() {
    Metric nanos = new Metric(1000, 1, MetricUnit.parse("ns/op"), List.of(), List.of());
    Metric micros = new Metric(3, 1, MetricUnit.parse("us/op"), List.of(), List.of());
    ForkSample joined = ForkSample.joined(List.of(Results.sample(nanos), Results.sample(micros)));
    assertThat(joined.score()).isCloseTo(2000, within(1e-9));
    assertThat(joined.centre()).isCloseTo(2000, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, ALL_ZERO",
    "0, 1, NOT_POSITIVE",
    "1, -1, NOT_POSITIVE",
    "-1, -2, NOT_POSITIVE",
    "NaN, 1, NOT_FINITE",
    "1, Infinity, NOT_FINITE"
  })
  void saysWhyForksHaveNoLogarithm(double first, double second, Problem problem) {
    ForkSample sample = Results.sample(metric("ns/op", first, second));
    assertThat(sample.problem()).contains(problem);
    assertThat(sample.values()).isEmpty();
  }

  @Test
  void isZeroThroughoutOnlyIfAllThatAreJoinedAre() {
    ForkSample zero = Results.sample(metric("ns/op", 0));
    ForkSample more = Results.sample(metric("ns/op", 3));
    assertThat(ForkSample.joined(List.of(zero, zero)).problem()).contains(Problem.ALL_ZERO);
    for (List<ForkSample> mixed : List.of(List.of(zero, more), List.of(more, zero))) {
      ForkSample joined = ForkSample.joined(mixed);
      assertThat(joined.problem()).contains(Problem.NOT_POSITIVE);
      assertThat(joined.forks()).isZero();
    }
    ForkSample unknown = Results.sample(metric("ns/op", Double.NaN));
    assertThat(ForkSample.joined(List.of(zero, unknown)).problem()).contains(Problem.NOT_FINITE);
  }

  @Test
  void refusesAMeanThatOverflows() {
    ForkSample sample =
        Results.sample(metric("ns/op", List.of(List.of(-Double.MAX_VALUE, Double.MAX_VALUE))));
    assertThat(sample.problem()).contains(Problem.NOT_POSITIVE);
  }

  @Test
  void joinsForksAndTheirIterationsInOrder() {
    ForkSample joined =
        ForkSample.joined(
            List.of(
                Results.sample(metric("ns/op", List.of(List.of(1.0, 1.0)))),
                Results.sample(metric("ns/op", List.of(List.of(2.0), List.of(3.0))))));
    assertThat(joined.values()).containsExactly(0, Math.log(2), Math.log(3));
    assertThat(joined.iterations())
        .containsExactly(List.of(0.0, 0.0), List.of(Math.log(2)), List.of(Math.log(3)));
    assertThat(joined.problem()).isEmpty();
  }

  @Test
  void neverLosesAProblemOfASingleForkWhenForksAreCollectedOneByOne() {
    ResultFile good = file("a.json", entry("a", 100));
    ResultFile bad = file("b.json", entry("a", Double.NaN));
    Block block = new Block("", 1, 4, List.of(good, good), List.of(good, good));
    Block broken = new Block("", 3, 4, List.of(good, good), List.of(good, bad));
    Comparison comparison =
        BlockComparison.of(
            List.of(block, new Block("", 2, 4, block.base(), block.candidate()), broken),
            Criteria.DEFAULT,
            new Judge(Criteria.DEFAULT, Level.SINGLE_LOOK));
    assertThat(comparison.rows().getFirst().verdict()).isEqualTo(Verdict.UNTESTED);
    assertThat(Gate.of(comparison, Results.STRICT).outcome()).isEqualTo(Gate.Outcome.BAD_INPUT);
  }
}
