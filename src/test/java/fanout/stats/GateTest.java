package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.ResultEntry;
import fanout.stats.Gate.Outcome;
import java.util.List;
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
  void passesWhatCannotBeToldOnlyIfItBlocksRegressionsAlone() {
    List<ResultEntry> base = List.of(entry("a", STEADY));
    List<ResultEntry> noisy = List.of(entry("a", NOISY));
    assertThat(gate(base, noisy, false, false).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(gate(base, noisy, false, true).outcome()).isEqualTo(Outcome.PASS);
    assertThat(Outcome.INCONCLUSIVE.exitCode()).isEqualTo(3);
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
