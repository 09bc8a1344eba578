package fanout.cli;

import fanout.results.ResultFile;
import fanout.stats.History;
import fanout.stats.KnownSpreads;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command that compares two results, beside the results. */
final class SideOptions {
  @Option(
      names = "--more-base",
      paramLabel = "FILE",
      description = "A further sitting of the base; its forks are added. Repeatable.")
  private List<Path> moreBase = List.of();

  @Option(
      names = "--more-new",
      paramLabel = "FILE",
      description = "A further sitting of the new side. Repeatable.")
  private List<Path> moreNew = List.of();

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "Earlier results or a folder of them, oldest first: how much rows with one fork vary."
              + " Repeatable.")
  private List<Path> history = List.of();

  @Option(
      names = "--assume-noise",
      paramLabel = "SHARE",
      description =
          "How much forks vary, such as 3%%, for rows with one fork. Their verdicts are"
              + " provisional.")
  private @Nullable String assumedNoise;

  /** Tells whether there are further files. */
  boolean haveFiles() {
    return Stream.of(moreBase, moreNew, history).anyMatch(files -> !files.isEmpty());
  }

  /** Reads both sides at once, and returns the base first. A problem of the base is told first. */
  List<ResultFile> read(
      Path base, Path candidate, FileOptions selection, ComparisonOptions options) {
    ForkJoinTask<ResultFile> later =
        ForkJoinPool.commonPool()
            .submit(() -> selection.read(joined(candidate, moreNew), options.ignoredParams()));
    ResultFile before = selection.read(joined(base, moreBase), options.ignoredParams());
    return List.of(before, later.join());
  }

  /** Returns all files that are read, those of folders included. */
  List<Path> inputs(Path base, Path candidate) {
    return FileOptions.expanded(
        Stream.of(joined(base, moreBase), joined(candidate, moreNew), history)
            .flatMap(List::stream)
            .toList());
  }

  /** Returns what history and the user say about the spread of rows with one fork. */
  KnownSpreads known(FileOptions selection, ComparisonOptions options) {
    KnownSpreads stated = stated(options);
    return history.isEmpty()
        ? stated
        : new KnownSpreads(
            History.spreads(
                    selection.readEach(history, options.ignoredParams()), options.criteria())
                .fromHistory(),
            stated.stated());
  }

  /** Returns what the user says about it. */
  KnownSpreads stated(ComparisonOptions options) {
    return assumedNoise == null
        ? KnownSpreads.NONE
        : new KnownSpreads(
            Map.of(), OptionalDouble.of(options.share("--assume-noise", assumedNoise)));
  }

  private static List<Path> joined(Path first, List<Path> more) {
    return Stream.concat(Stream.of(first), more.stream()).toList();
  }
}
