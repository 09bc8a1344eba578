package fanout.cli;

import fanout.stats.Gate;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the commands that gate, and the line in which they end. */
final class GateOptions {
  @Option(
      names = "--allow-inconclusive",
      description = "Let benchmarks pass that were tested and could not be told apart.")
  private boolean allowInconclusive;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  boolean allowsInconclusive() {
    return allowInconclusive;
  }

  /** Says on standard error what the gate found, in one line, and returns the exit code. */
  int close(Gate gate) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("fanout: " + text(gate));
    err.flush();
    return gate.outcome().exitCode();
  }

  private static String text(Gate gate) {
    String word =
        switch (gate.outcome()) {
          case PASS -> "pass";
          case REGRESSION -> "regression";
          case BAD_INPUT -> "bad input";
          case INCONCLUSIVE -> "inconclusive (--allow-inconclusive lets what was tested pass)";
          case INCOMPARABLE -> "not comparable (--force compares all the same)";
        };
    if (gate.why().isEmpty()) {
      return word;
    }
    String more = gate.why().size() > 1 ? " and %d more".formatted(gate.why().size() - 1) : "";
    return word + ": " + gate.why().getFirst() + more;
  }
}
