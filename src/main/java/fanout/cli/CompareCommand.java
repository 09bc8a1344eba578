package fanout.cli;

import fanout.results.ResultFile;
import fanout.stats.Comparison;
import fanout.stats.ParameterComparison;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}: what changed between results of any JMH benchmarks. */
@Command(
    name = "compare",
    description = {
      "Compares two results in JMH's JSON form, of any project: for each benchmark the ratio"
          + " new/base with its 95%% interval and a verdict. The fork is the statistical unit: run"
          + " at least 5 a side (-f 5).",
      "",
      "regressed, improved: slower or faster by more than the margin; from 3 forks a side on, at"
          + " most 5%% for any false one among all benchmarks (Welch's test, Holm), or up to 7%%"
          + " where a few rows or the two sides vary very unequally. no slower: by no more than the"
          + " margin; equivalent: nor faster by more. slower, faster: and whether by more than the"
          + " margin is open. inconclusive: the forks do not tell. missing: one side lacks it; no"
          + " verdict: it could not be tested. Few forks borrow from the other rows how much forks"
          + " vary; with one fork a verdict is provisional.",
      "",
      "Files from different moments carry drift that no statistic can see in them: to decide"
          + " about a change, collect with 'ab'."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: 0; 2 for bad input.",
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar compare base.json new.json",
      "  java -jar target/benchmarks.jar compare --metric time=5%% \\",
      "      --metric gc.alloc.rate.norm=1%%,floor=16B base.json new.json",
      "  java -jar target/benchmarks.jar compare result.json --by strategy \\",
      "      --base THREAD_POOL"
    })
final class CompareCommand extends Subcommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "RESULT.json",
      description =
          "Base and new result, each a file, packed or not, a folder of sittings, or - for standard"
              + " input; with --by one result.")
  private List<Path> files = List.of();

  @Option(
      names = "--by",
      paramLabel = "PARAM",
      description = "Compare rows of one result that differ in this parameter.")
  private @Nullable String by;

  @Option(
      names = "--base",
      paramLabel = "VALUE",
      description = "With --by: the value that the others are set against.")
  private @Nullable String value;

  @Mixin private FileOptions selection = new FileOptions();
  @Mixin private SideOptions sides = new SideOptions();
  @Mixin private ComparisonOptions options = new ComparisonOptions();

  @Override
  public Integer call() {
    return by == null ? pair() : within(by);
  }

  private int pair() {
    if (value != null) {
      throw bad("--base is for --by; of two results the first is the base");
    }
    if (files.size() != 2) {
      throw bad(
          "expected two results, were %d ('history' shows more; --more-base and --more-new pool"
                  .formatted(files.size())
              + " sittings)");
    }
    Path left = files.getFirst();
    Path right = files.getLast();
    options.requireExportable(sides.inputs(left, right));
    List<ResultFile> both = sides.read(left, right, selection, options);
    ResultFile base = both.getFirst();
    ResultFile candidate = both.getLast();
    Comparison comparison =
        Comparison.of(base, candidate, options.criteria(), sides.known(selection, options));
    return shown("base " + left + ", new " + right, comparison);
  }

  private int shown(String title, Comparison comparison) {
    print(options.render(title, comparison));
    return options.warnOfWaivers(comparison) ? Main.BAD_INPUT : 0;
  }

  private int within(String param) {
    if (files.size() != 1 || value == null) {
      throw bad("--by compares rows of one result: expected RESULT.json and --base");
    }
    if (sides.haveFiles()) {
      throw bad(
          "--history, --more-base and --more-new are for two results; --by compares rows of one");
    }
    options.requireExportable(FileOptions.expanded(files));
    ResultFile file = selection.read(files, options.ignoredParams());
    return shown(
        "%s, each against %s=%s".formatted(files.getFirst(), param, value),
        ParameterComparison.of(file, param, value, options.criteria(), sides.stated(options)));
  }
}
