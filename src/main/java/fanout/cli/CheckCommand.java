package fanout.cli;

import fanout.results.ResultFile;
import fanout.stats.Comparison;
import fanout.stats.Gate;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: compares two results and tells by its exit code whether the new one may pass. */
@Command(
    name = "check",
    description =
        "Compares two results as 'compare' does, and gates: to pass, every benchmark of the base must"
            + " be shown to be equivalent or improved. One that is slower by more than the threshold,"
            + " is missing, cannot be told apart or has a score that is not finite does not pass.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: 0 pass, 1 regression and nothing else, 2 bad input, missing benchmark or usage,",
      "3 inconclusive or too few forks, 4 results of different machines or JDKs.",
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar check base.json new.json",
      "  java -jar target/benchmarks.jar check --threshold 3%% --threshold 'Parse.*=10%%' base.json"
          + " new.json"
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BASE.json", description = "The result to compare with.")
  private Path base = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW.json", description = "The result to judge.")
  private Path candidate = Path.of("");

  @Option(names = "--force", description = "Compare results of different machines or JDKs.")
  private boolean force;

  @Mixin private FileOptions selection = new FileOptions();
  @Mixin private ComparisonOptions options = new ComparisonOptions();
  @Mixin private GateOptions gate = new GateOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ResultFile before = selection.read(base, options.ignoredParams());
    ResultFile after = selection.read(candidate, options.ignoredParams());
    Comparison comparison = Comparison.of(before, after, options.criteria());
    String title = "base " + base + ", new " + candidate;
    spec.commandLine().getOut().print(options.render(title, comparison));
    spec.commandLine().getOut().flush();
    return gate.close(Gate.of(comparison, force, gate.allowsInconclusive()));
  }
}
