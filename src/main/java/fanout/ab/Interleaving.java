package fanout.ab;

import fanout.stats.Criteria;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The plan of a collection.
 *
 * @param commandA the base's command
 * @param commandB the new side's command
 * @param options options of JMH for both
 * @param blocks the most blocks, at least 2
 * @param seed of the order of the forks
 * @param timeLimit no block begins later than this after the start
 * @param forkLimit how long a single fork may take
 * @param criteria what counts as a change
 * @param ignoredParams parameters in which the sides may differ
 * @param folder where results are kept; made if it is not there
 */
public record Interleaving(
    String commandA,
    String commandB,
    List<String> options,
    int blocks,
    long seed,
    Duration timeLimit,
    Duration forkLimit,
    Criteria criteria,
    Set<String> ignoredParams,
    Path folder) {

  /** Copies options and parameters. */
  public Interleaving {
    options = List.copyOf(options);
    ignoredParams = Set.copyOf(ignoredParams);
  }

  /** Returns the command of a side. */
  String command(Side side) {
    return switch (side) {
      case A -> commandA;
      case B -> commandB;
    };
  }
}
