package fanout.cli;

import fanout.ab.Interleaving;
import fanout.ab.Units;
import fanout.results.ResultFile;
import fanout.stats.Comparison;
import fanout.stats.Gate;
import fanout.stats.Row;
import fanout.stats.Verdict;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: compares two results and tells by its exit code whether the new one may pass. */
@Command(
    name = "check",
    customSynopsis = {
      "java -jar target/benchmarks.jar check [OPTIONS] BASE.json NEW.json",
      "       [-- JMH options...]"
    },
    description =
        "Compares two results as 'compare' does, and gates: to pass, every benchmark of the base"
            + " must be shown to be slower by no more than the margin (or, with --fail-on"
            + " regressed, must not be shown to be slower by more). One that is missing or has a"
            + " score that is not finite never passes.",
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
      "      base.json new.json",
      "  java -jar target/benchmarks.jar check base.json new.json --confirm \\",
      "      --a 'java -jar base.jar' --b 'java -jar head.jar'"
    })
final class CheckCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "BASE.json", description = "The result to compare with.")
  private Path base = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW.json", description = "The result to judge.")
  private Path candidate = Path.of("");

  @Parameters(
      index = "2..*",
      paramLabel = "-- JMH options",
      description = "With --confirm: options of JMH for both commands.")
  private List<String> jmhOptions = List.of();

  @Option(
      names = "--confirm",
      description =
          "Run regressed rows again, as 'ab' does, with --a and --b; what comes of that decides."
              + " Of both comparisons, text and markdown show each, other forms the second.")
  private boolean confirms;

  @Option(names = "--force", description = "Compare results of different machines or JDKs.")
  private boolean force;

  @Mixin private FileOptions selection = new FileOptions();
  @Mixin private SideOptions sides = new SideOptions();
  @Mixin private ComparisonOptions options = new ComparisonOptions();
  @Mixin private GateOptions gate = new GateOptions();
  @Mixin private CollectionOptions collecting = new CollectionOptions();

  @Override
  public Integer call() {
    if (!confirms && (collecting.hasCommand() || !jmhOptions.isEmpty())) {
      throw bad("--a, --b and options of JMH are for --confirm");
    }
    Gate.Policy policy = gate.policy(force);
    options.requireExportable(sides.inputs(base, candidate));
    List<ResultFile> both = sides.read(base, candidate, selection, options);
    Comparison comparison =
        Comparison.of(
            both.getFirst(), both.getLast(), options.criteria(), sides.known(selection, options));
    Interleaving again =
        confirms
            ? collecting.plan(
                collecting.commands(jmhOptions, options.ignoredParams()), comparison.criteria())
            : null;
    String first = rendered("base " + base + ", new " + candidate, comparison, policy);
    boolean isRefused = options.warnOfWaivers(comparison);
    Gate found = Gate.of(comparison, policy);
    boolean isDecided = isRefused || found.outcome() != Gate.Outcome.REGRESSION;
    if (again == null || isDecided || options.format().isForPeople()) {
      print(first);
    }
    if (isRefused) {
      return Main.BAD_INPUT;
    }
    return again == null || isDecided
        ? gate.close(comparison, found)
        : confirmed(comparison, again, policy);
  }

  /** Runs what is regressed again, interleaved; the exit code is that of what comes of it. */
  private int confirmed(Comparison comparison, Interleaving again, Gate.Policy policy) {
    Units units =
        Units.ofRows(
            comparison.rows().stream()
                .filter(row -> row.verdict() == Verdict.REGRESSED)
                .map(Row::key)
                .distinct()
                .toList());
    return collecting.collect(
        again,
        collector -> collector.collect(units),
        collection -> {
          Comparison confirmed = comparison.confirmedBy(collection.comparison());
          print(
              rendered(
                  "%d regressed rows run again, %s; raw data in %s"
                      .formatted(units.all().size(), collection.stopped().text(), again.folder()),
                  confirmed,
                  policy));
          return gate.close(confirmed, Gate.of(confirmed, policy));
        });
  }

  private String rendered(String title, Comparison comparison, Gate.Policy policy) {
    return options.render(title, comparison, policy.mayBeMissing());
  }
}
