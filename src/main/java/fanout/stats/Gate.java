package fanout.stats;

import fanout.EnumWord;
import fanout.results.RowKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The decision of a gate about a comparison.
 *
 * @param outcome whether it lets the change through
 * @param why the rows or facts that decided it, in words; empty for a pass
 */
public record Gate(Outcome outcome, List<String> why) {
  /** The outcomes, with the exit codes of the commands that gate. */
  public enum Outcome {
    /** Nothing that the gate blocks. */
    PASS(0),
    /** At least one row is slower by more than its margin. */
    REGRESSION(1),
    /** A benchmark or a metric is missing, or a score is not finite. */
    BAD_INPUT(2),
    /** No row is known to be slower by more than its margin, but some are not shown not to be. */
    INCONCLUSIVE(3),
    /** The sides ran on different machines or JDKs. */
    INCOMPARABLE(4);

    private final int exitCode;

    Outcome(int exitCode) {
      this.exitCode = exitCode;
    }

    /** Returns the exit code, from 0 to 4. */
    public int exitCode() {
      return exitCode;
    }
  }

  /** The verdicts that a gate blocks. */
  public enum FailOn {
    /** Rows that are shown to be slower by more than their margin. */
    REGRESSED,
    /** Those, and all that are not shown to be slower by no more than it. */
    NOT_SHOWN;

    /** Returns the name on the command line. */
    @Override
    public String toString() {
      return EnumWord.of(this);
    }
  }

  /**
   * The exceptions that a gate lets through.
   *
   * @param failOn what is blocked
   * @param force whether different machines or JDKs are accepted
   * @param mayBeMissing benchmarks that the new side need not have
   */
  public record Policy(FailOn failOn, boolean force, Predicate<RowKey> mayBeMissing) {}

  /** Copies the reasons. */
  public Gate {
    why = List.copyOf(why);
  }

  /**
   * Judges a comparison. The first of these that holds decides: incomparable, regression, bad
   * input, inconclusive, pass.
   *
   * @param comparison what was compared
   * @param policy what is let through. A score that is not finite never is
   */
  public static Gate of(Comparison comparison, Policy policy) {
    return incomparable(comparison, policy)
        .or(() -> rows(Outcome.REGRESSION, comparison, row -> row.verdict() == Verdict.REGRESSED))
        .or(() -> badInput(comparison, policy))
        .or(() -> undecided(comparison, policy))
        .orElseGet(() -> new Gate(Outcome.PASS, List.of()));
  }

  private static Optional<Gate> incomparable(Comparison comparison, Policy policy) {
    List<String> why =
        comparison.environment().differences().stream()
            .filter(EnvironmentCheck.Difference::isDecisive)
            .map(EnvironmentCheck.Difference::text)
            .toList();
    return policy.force ? Optional.empty() : gate(Outcome.INCOMPARABLE, why);
  }

  private static Optional<Gate> badInput(Comparison comparison, Policy policy) {
    Stream<String> benchmarks =
        comparison.onlyInBase().stream()
            .filter(policy.mayBeMissing.negate())
            .map(key -> key + " is missing from the new side");
    Stream<String> metrics =
        comparison.rows().stream()
            .filter(Row::isMissingFromNew)
            .filter(row -> !policy.mayBeMissing.test(row.key()))
            .map(row -> row.name() + " is missing from the new side");
    List<String> notFinite =
        comparison.rows().stream()
            .filter(Row::isNotFinite)
            .map(row -> row.name() + ": " + row.reason())
            .toList();
    return gate(Outcome.BAD_INPUT, Stream.concat(benchmarks, metrics).toList())
        .or(() -> gate(Outcome.BAD_INPUT, nowhere(comparison)))
        .or(() -> gate(Outcome.BAD_INPUT, notFinite));
  }

  /** Metrics that were asked for and that no row has on both sides. */
  private static List<String> nowhere(Comparison comparison) {
    return comparison.criteria().measures().stream()
        .map(Measure::metric)
        .filter(comparison::isNowhere)
        .map(metric -> "no benchmark has " + metric + " on both sides")
        .toList();
  }

  private static Optional<Gate> undecided(Comparison comparison, Policy policy) {
    return switch (policy.failOn) {
      case REGRESSED -> Optional.empty();
      case NOT_SHOWN ->
          rows(Outcome.INCONCLUSIVE, comparison, row -> blocksUnlessShown(comparison, row));
    };
  }

  /** A metric that is only shown blocks nothing, as long as another one is judged. */
  private static boolean blocksUnlessShown(Comparison comparison, Row row) {
    boolean isPassedBy =
        row.isBeyondJudgement() && !comparison.rows().stream().allMatch(Row::isBeyondJudgement);
    return !row.verdict().passes() && row.verdict() != Verdict.MISSING && !isPassedBy;
  }

  private static Optional<Gate> rows(
      Outcome outcome, Comparison comparison, Predicate<Row> condition) {
    return gate(outcome, comparison.rows().stream().filter(condition).map(Row::name).toList());
  }

  private static Optional<Gate> gate(Outcome outcome, List<String> why) {
    return why.isEmpty() ? Optional.empty() : Optional.of(new Gate(outcome, why));
  }

  /**
   * Returns what to do about rows that are not shown to pass, in words: the forks that show most of
   * them, and what lets them through as they are.
   */
  public static String advice(Comparison comparison) {
    return comparison.remedy().map(remedy -> remedy + "; ").orElse("")
        + "--fail-on regressed blocks only what is proven";
  }
}
