package fanout.cli;

import fanout.results.RowKey;
import fanout.stats.Comparison;
import fanout.stats.Gate;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of the commands that gate, and the line in which they end. */
final class GateOptions extends SharedOptions {
  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      defaultValue = "not-shown",
      description =
          "regressed: block only what is shown to be slower by more than the margin. not-shown:"
              + " block also what is not shown to be slower by no more than it. Default:"
              + " ${DEFAULT-VALUE}.")
  private Gate.FailOn failOn = Gate.FailOn.NOT_SHOWN;

  @Option(
      names = "--allow-missing",
      paramLabel = "REGEX",
      description = "Benchmarks that the new side need not have. Repeatable.")
  private List<String> allowMissing = List.of();

  /** Returns what the gate lets through. */
  Gate.Policy policy(boolean force) {
    List<Pattern> patterns =
        allowMissing.stream().map(text -> regex("--allow-missing", text)).toList();
    Predicate<RowKey> mayBeMissing =
        key -> patterns.stream().anyMatch(pattern -> pattern.matcher(key.toString()).find());
    return new Gate.Policy(failOn, force, mayBeMissing);
  }

  /** Says on standard error what the gate found, in one line, and returns the exit code. */
  int close(Comparison comparison, Gate gate) {
    err().println("fanout: " + text(comparison, gate));
    return gate.outcome().exitCode();
  }

  private static String text(Comparison comparison, Gate gate) {
    String word =
        switch (gate.outcome()) {
          case PASS -> "pass";
          case REGRESSION -> "regression";
          case BAD_INPUT -> "bad input";
          case INCONCLUSIVE -> "inconclusive (" + Gate.advice(comparison) + ")";
          case INCOMPARABLE -> "not comparable (--force compares all the same)";
        };
    if (gate.why().isEmpty()) {
      return word;
    }
    String more = gate.why().size() > 1 ? " and %d more".formatted(gate.why().size() - 1) : "";
    return word + ": " + gate.why().getFirst() + more;
  }
}
