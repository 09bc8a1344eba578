package fanout.cli;

import fanout.report.Benchstat;
import fanout.report.HistoryText;
import fanout.results.ResultFile;
import fanout.stats.Comparison;
import fanout.stats.Criteria;
import fanout.stats.History;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: what changed between results of any JMH benchmarks. */
@Command(
    name = "compare",
    description = {
      "Compares results in JMH's JSON form, of any project: for each benchmark the ratio new/base"
          + " with its 95%% interval and a verdict. The fork is the statistical unit: run at least 5"
          + " a side (-f 5). With more than two files, oldest first, shows the trend.",
      "",
      "regressed, improved: slower or faster by more than the margin; at most 5%% for any false one"
          + " among all benchmarks (Welch's test, Holm). no slower: by no more than the margin;"
          + " equivalent: nor faster by more. slower, faster: and whether by more than the margin is"
          + " open. inconclusive: the forks do not tell. Few forks borrow from the other rows how"
          + " much forks vary; with one fork a verdict is provisional.",
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
      "  java -jar target/benchmarks.jar compare --metric gc.alloc.rate.norm \\",
      "      base.json new.json",
      "  java -jar target/benchmarks.jar compare --format markdown \\",
      "      monday.json tuesday.json today.json"
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(
      arity = "2..*",
      paramLabel = "RESULT.json",
      description = "Base and new result; or more than two, oldest first.")
  private List<Path> files = List.of();

  @Option(
      names = "--benchstat",
      paramLabel = "FILE",
      description =
          "Also write all results in the format of Go's benchstat; read it with: benchstat -col"
              + " side FILE.")
  private @Nullable Path benchstat;

  @Mixin private FileOptions selection = new FileOptions();
  @Mixin private ComparisonOptions options = new ComparisonOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Criteria criteria = options.criteria();
    List<ResultFile> results =
        files.parallelStream().map(file -> selection.read(file, options.ignoredParams())).toList();
    if (benchstat != null) {
      export(results, benchstat);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(results.size() == 2 ? pair(results, criteria) : history(results, criteria));
    out.flush();
    return 0;
  }

  private String pair(List<ResultFile> results, Criteria criteria) {
    ResultFile base = results.getFirst();
    ResultFile candidate = results.getLast();
    return options.render(
        "base " + base.path() + ", new " + candidate.path(),
        Comparison.of(base, candidate, criteria, options.known()));
  }

  private String history(List<ResultFile> results, Criteria criteria) {
    List<String> names = files.stream().map(Path::toString).toList();
    HistoryText history = new HistoryText(names, History.of(results, criteria));
    return switch (options.format()) {
      case text -> history.toText();
      case markdown -> history.toMarkdown();
      case csv -> history.toCsv();
      case json -> history.toJson();
    };
  }

  private void export(List<ResultFile> results, Path target) {
    Map<String, ResultFile> sides = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      String name = i == 0 ? "base" : results.size() == 2 ? "new" : String.valueOf(i + 1);
      sides.put(name, results.get(i));
    }
    try {
      Files.writeString(target, Benchstat.of(sides, options.criteria().measures()));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(
          target + ": cannot be written: " + unwritable.getMessage(), unwritable);
    }
  }
}
