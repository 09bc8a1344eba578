package fanout.cli;

import fanout.stats.History;
import fanout.stats.KnownSpreads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Further files beside the two that a command compares. */
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

  /** Returns all files of the base. */
  List<Path> base(Path first) {
    return joined(first, moreBase);
  }

  /** Returns all files of the new side. */
  List<Path> candidate(Path first) {
    return joined(first, moreNew);
  }

  /** Returns what history and the user say about the spread of rows with one fork. */
  KnownSpreads known(FileOptions selection, ComparisonOptions options) {
    KnownSpreads stated = options.known();
    return history.isEmpty()
        ? stated
        : new KnownSpreads(
            History.spreads(
                    selection.readEach(history, options.ignoredParams()), options.criteria())
                .fromHistory(),
            stated.stated());
  }

  private static List<Path> joined(Path first, List<Path> more) {
    List<Path> all = new ArrayList<>();
    all.add(first);
    all.addAll(more);
    return all;
  }
}
