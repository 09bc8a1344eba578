package fanout.stats;

import java.util.List;
import java.util.Optional;

/**
 * What a gate says about a comparison.
 *
 * @param outcome whether it lets the change through
 * @param why the rows or facts that decided it, in words; empty for a pass
 */
public record Gate(Outcome outcome, List<String> why) {
  /** The outcomes, with the exit codes of the commands that gate. */
  public enum Outcome {
    /** No row is slower by more than its margin, and every row could tell. */
    PASS(0),
    /** At least one row is slower by more than its margin. */
    REGRESSION(1),
    /** A benchmark is missing or a score is not finite. */
    BAD_INPUT(2),
    /** No row is known to be slower, but some could not tell. */
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

  /** Copies the reasons. */
  public Gate {
    why = List.copyOf(why);
  }

  /**
   * Judges a comparison. The first of these that holds decides: incomparable, regression, bad
   * input, inconclusive, pass.
   *
   * @param comparison what was compared
   * @param force whether different machines or JDKs are accepted
   * @param allowInconclusive whether rows that were tested and could not tell are let through. Rows
   *     that could not be tested at all never are
   */
  public static Gate of(Comparison comparison, boolean force, boolean allowInconclusive) {
    return incomparable(comparison, force)
        .or(() -> rows(comparison, Outcome.REGRESSION, Verdict.REGRESSED))
        .or(() -> badInput(comparison))
        .or(() -> rows(comparison, Outcome.INCONCLUSIVE, Verdict.UNTESTED))
        .or(
            () ->
                allowInconclusive
                    ? Optional.empty()
                    : rows(comparison, Outcome.INCONCLUSIVE, Verdict.INCONCLUSIVE))
        .orElseGet(() -> new Gate(Outcome.PASS, List.of()));
  }

  private static Optional<Gate> incomparable(Comparison comparison, boolean force) {
    List<String> why =
        comparison.environment().differences().stream()
            .filter(EnvironmentCheck.Difference::isDecisive)
            .map(EnvironmentCheck.Difference::text)
            .toList();
    return force ? Optional.empty() : gate(Outcome.INCOMPARABLE, why);
  }

  private static Optional<Gate> badInput(Comparison comparison) {
    List<String> missing =
        comparison.onlyInBase().stream().map(key -> key + " is missing from the new side").toList();
    List<String> notFinite =
        comparison.rows().stream()
            .filter(Row::isNotFinite)
            .map(row -> row.key() + ": " + row.reason())
            .toList();
    return gate(Outcome.BAD_INPUT, missing).or(() -> gate(Outcome.BAD_INPUT, notFinite));
  }

  private static Optional<Gate> rows(Comparison comparison, Outcome outcome, Verdict verdict) {
    return gate(
        outcome,
        comparison.rows().stream()
            .filter(row -> row.verdict() == verdict)
            .map(row -> row.key().toString())
            .toList());
  }

  private static Optional<Gate> gate(Outcome outcome, List<String> why) {
    return why.isEmpty() ? Optional.empty() : Optional.of(new Gate(outcome, why));
  }
}
