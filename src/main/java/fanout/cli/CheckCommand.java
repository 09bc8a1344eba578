package fanout.cli;

import fanout.results.ResultFile;
import fanout.stats.Comparison;
import fanout.stats.Gate;
import java.nio.file.Path;
import java.util.List;
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
            + " be shown to be slower by no more than the margin (or, with --fail-on regressed, must"
            + " not be shown to be slower by more). One that is missing or has a score that is not"
            + " finite never passes.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: 0 pass, 1 regression and nothing else, 2 bad input, missing",
      "benchmark or usage, 3 not shown, 4 results of different machines or JDKs.",
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar check base.json new.json",
      "  java -jar target/benchmarks.jar check --threshold 3%% \\",
      "      --threshold 'Parse.*=10%%' base.json new.json",
      "  java -jar target/benchmarks.jar check --fail-on regressed \\",
      "      --metric time=5%% --metric gc.alloc.rate.norm=1%%,floor=16B \\",
      "      base.json new.json"
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BASE.json", description = "The result to compare with.")
  private Path base = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW.json", description = "The result to judge.")
  private Path candidate = Path.of("");

  @Option(names = "--force", description = "Compare results of different machines or JDKs.")
  private boolean force;

  @Mixin private FileOptions selection = new FileOptions();
  @Mixin private SideOptions sides = new SideOptions();
  @Mixin private ComparisonOptions options = new ComparisonOptions();
  @Mixin private GateOptions gate = new GateOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<ResultFile> both = sides.read(base, candidate, selection, options);
    Comparison comparison =
        Comparison.of(
            both.getFirst(), both.getLast(), options.criteria(), sides.known(selection, options));
    String title = "base " + base + ", new " + candidate;
    spec.commandLine().getOut().print(options.render(title, comparison));
    spec.commandLine().getOut().flush();
    if (options.warnOfWaivers(comparison)) {
      return Main.BAD_INPUT;
    }
    return gate.close(comparison, Gate.of(comparison, gate.policy(force)));
  }
}
