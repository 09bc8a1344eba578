package fanout.cli;

import fanout.report.HistoryText;
import fanout.results.ResultFile;
import fanout.stats.Gate;
import fanout.stats.History;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code history}: results over time. */
@Command(
    name = "history",
    description = {
      "Shows results of the same benchmarks over time: where their level changed, and whether the"
          + " last one is what those before it let expect. One value a file: what differs from"
          + " sitting to sitting is part of the spread.",
      "",
      "Levels change where energy statistics say so (E-divisive means, at least 3 files a level,"
          + " one false change among 500 series). The last file is judged against the level before"
          + " it, by the margin, as far as that was measured on its machine and JDK. After 3 files"
          + " a new level is taken to be the level."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: 0; 2 for bad input; with --gate as of 'check'.",
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar history results/nightly",
      "  java -jar target/benchmarks.jar history --gate --fail-on regressed \\",
      "      monday.json tuesday.json wednesday.json today.json"
    })
final class HistoryCommand extends Subcommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "RESULT.json",
      description = "Results, oldest first, or folders of results, by name.")
  private List<Path> files = List.of();

  @Option(names = "--gate", description = "Tell by the exit code whether the last may pass.")
  private boolean gated;

  @Option(names = "--force", description = "Gate results of different machines or JDKs.")
  private boolean force;

  @Mixin private FileOptions selection = new FileOptions();
  @Mixin private ComparisonOptions options = new ComparisonOptions();
  @Mixin private GateOptions gate = new GateOptions();

  @Override
  public Integer call() {
    Gate.Policy policy = gate.policy(force);
    options.requireExportable(FileOptions.expanded(files));
    List<ResultFile> results = selection.readSeries(files, options.ignoredParams());
    if (results.size() < History.FEWEST_FILES) {
      throw bad(
          "a history needs at least %d results, had %d"
              .formatted(History.FEWEST_FILES, results.size()));
    }
    History history = History.of(results, options.criteria(), force);
    HistoryText text = new HistoryText(history);
    print(
        options.render(
            form ->
                switch (form) {
                  case text -> text.toText();
                  case markdown -> text.toMarkdown();
                  case csv, json, junit, github, openmetrics, bencher, github_action ->
                      ComparisonOptions.written(
                          form, text.title(), history.last(), policy.mayBeMissing());
                }));
    if (options.warnOfWaivers(history.last())) {
      return Main.BAD_INPUT;
    }
    return gated ? gate.close(history.last(), Gate.of(history.last(), policy)) : 0;
  }
}
