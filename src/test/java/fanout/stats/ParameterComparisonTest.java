package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static fanout.stats.Results.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fanout.results.ResultEntry;
import fanout.results.Rounds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class ParameterComparisonTest {
  private static final double[] MOODY = {100, 130, 80, 115, 90};
  private static final double[] TENTH_MORE = {110, 143.5, 87.8, 126.6, 99};

  @Test
  void pairsRowsOfOneGroupByFork() {
    Row paired = row(inRounds("POOL", MOODY), inRounds("VIRTUAL", TENTH_MORE));
    assertThat(paired.key().params()).containsEntry("strategy", "VIRTUAL");
    assertThat(paired.verdict()).isEqualTo(Verdict.REGRESSED);
    Row apart = row(plain("POOL", MOODY), plain("VIRTUAL", TENTH_MORE));
    assertThat(apart.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(apart.ratio()).isCloseTo(paired.ratio(), within(1e-9));
  }

  /** More forks a side, or 'ab', would not help where forks have both sides. */
  @Test
  void doesNotDoubtOfPairsWhatTheyCancel() {
    Comparison paired = comparison(inRounds("POOL", MOODY), inRounds("VIRTUAL", TENTH_MORE));
    assertThat(paired.rows().getFirst().warnings()).isEmpty();
    assertThat(paired.hasFewForks()).isFalse();
    Comparison apart = comparison(plain("POOL", MOODY), plain("VIRTUAL", TENTH_MORE));
    assertThat(apart.rows().getFirst().warnings())
        .extracting(Warning::kind)
        .contains(Warning.Kind.NOISY);
    assertThat(apart.hasFewForks()).isTrue();
  }

  @Test
  void saysWhichValuesThereAre() {
    assertThatThrownBy(() -> row(plain("A", MOODY), plain("B", MOODY)))
        .hasMessage("one.json: no entry has strategy=POOL; there are [A, B]");
    assertThatThrownBy(() -> row(plain("POOL", MOODY), entry("other", 1)))
        .hasMessage("one.json: no two entries differ in 'strategy' alone");
  }

  @Test
  void takesTheUsualValueForOneThatIsLeftOut() {
    ResultEntry usual = plain("POOL", MOODY);
    ResultEntry other = Results.withParam(plain("POOL", TENTH_MORE), "copy", "b");
    Row row =
        ParameterComparison.of(file("one.json", usual, other), "copy", "a", Criteria.DEFAULT)
            .rows()
            .getFirst();
    assertThat(row.key().params()).containsEntry("copy", "b");
    assertThat(row.ratio()).isCloseTo(1.1, within(0.01));
  }

  @Test
  void saysThatSittingsOfARowDiffer() {
    ResultEntry.Jvm update =
        new ResultEntry.Jvm("1.37", "java", List.of(), "25", "OpenJDK", "25.0.1+8");
    ResultEntry mixed =
        Results.pooled(plain("POOL", MOODY), Results.withJvm(plain("POOL", MOODY), update));
    assertThat(
            ParameterComparison.of(
                    file("one.json", mixed, plain("VIRTUAL", MOODY)),
                    "strategy",
                    "POOL",
                    Criteria.DEFAULT)
                .environment()
                .differences())
        .extracting(EnvironmentCheck.Difference::text)
        .containsExactly("VM version: 25+36 and 25.0.1+8 in base, 25+36 in new");
  }

  @Test
  void saysThatRowsRanOnDifferentJdks() {
    ResultEntry.Jvm older =
        new ResultEntry.Jvm("1.37", "java", List.of(), "21", "OpenJDK", "21+35");
    ResultEntry other = Results.withJvm(plain("VIRTUAL", MOODY), older);
    assertThat(
            ParameterComparison.of(
                    file("one.json", plain("POOL", MOODY), other),
                    "strategy",
                    "POOL",
                    Criteria.DEFAULT)
                .environment()
                .differences())
        .extracting(EnvironmentCheck.Difference::text)
        .contains("JDK: 25 in base, 21 in new");
  }

  @Test
  void refusesAMetricThatNoRowHas() {
    Criteria criteria = new Criteria(List.of(Measure.of("gc.count", 0.05)), Map.of(), List.of());
    assertThatThrownBy(
            () ->
                ParameterComparison.of(
                    file("one.json", plain("POOL", MOODY), plain("VIRTUAL", MOODY)),
                    "strategy",
                    "POOL",
                    criteria))
        .hasMessage("one.json: no entry has the metric 'gc.count'; the first has []");
  }

  @Test
  void saysWhichSideLacksAMetric() {
    Criteria criteria = new Criteria(List.of(Measure.of("gc.time", 0.05)), Map.of(), List.of());
    Comparison comparison =
        ParameterComparison.of(
            file(
                "one.json",
                Results.withMetric(plain("POOL", MOODY), "gc.time", metric("ms", 1, 1)),
                plain("VIRTUAL", MOODY)),
            "strategy",
            "POOL",
            criteria);
    Row missing = comparison.rows().getFirst();
    assertThat(missing.key().params()).containsEntry("strategy", "VIRTUAL");
    assertThat(missing.verdict()).isEqualTo(Verdict.MISSING);
    assertThat(missing.reason()).isEqualTo("new lacks it");
  }

  @Test
  void saysWhichRowsHaveNoOther() {
    ResultEntry lonely = Results.withParam(plain("POOL", MOODY), "n", "1");
    ResultEntry alone = Results.withParam(plain("VIRTUAL", MOODY), "n", "2");
    Comparison comparison =
        comparison(plain("POOL", MOODY), plain("VIRTUAL", MOODY), lonely, alone);
    assertThat(comparison.rows()).hasSize(1);
    assertThat(comparison.onlyInBase()).containsExactly(lonely.key());
    assertThat(comparison.onlyInCandidate()).containsExactly(alone.key());
  }

  @Test
  void namesTheRowWhoseUnitDoesNotConvert() {
    ResultEntry other =
        Results.withParam(entry("b", "avgt", metric("B/op", MOODY)), "strategy", "VIRTUAL");
    assertThatThrownBy(() -> row(plain("POOL", MOODY), other))
        .hasMessage(
            "one.json: org.acme.b (strategy=VIRTUAL) [avgt]: unit 'B/op' does not convert to"
                + " 'ms/op' of the base");
  }

  private static Row row(ResultEntry... entries) {
    return comparison(entries).rows().getFirst();
  }

  private static Comparison comparison(ResultEntry... entries) {
    return ParameterComparison.of(file("one.json", entries), "strategy", "POOL", Criteria.DEFAULT);
  }

  private static ResultEntry plain(String strategy, double... forks) {
    return Results.withParam(entry("b", "avgt", metric("ms/op", forks)), "strategy", strategy);
  }

  private static ResultEntry inRounds(String strategy, double... forks) {
    ResultEntry plain = plain(strategy, forks);
    Rounds rounds =
        new Rounds(
            "1",
            "PLATFORM_THREADS",
            DoubleStream.of(forks)
                .mapToObj(mean -> List.of(mean * 1000 - 1, mean * 1000 + 1))
                .toList());
    return new ResultEntry(
        plain.key(),
        plain.settings(),
        plain.jvm(),
        plain.primary(),
        plain.secondary(),
        new ResultEntry.Own(Optional.empty(), Optional.of(rounds), Map.of(), Optional.empty()));
  }
}
