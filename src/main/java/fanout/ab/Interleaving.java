package fanout.ab;

import fanout.stats.Criteria;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The plan of a collection.
 *
 * @param commands what is run
 * @param blocks the most blocks of a benchmark, at least 2
 * @param seed of the order of the forks
 * @param limits of time
 * @param criteria what counts as a change
 * @param folder where results are kept; made if it is not there
 */
public record Interleaving(
    Commands commands, int blocks, long seed, Limits limits, Criteria criteria, Path folder) {

  /** Returns the same plan with another limit of the whole time. */
  Interleaving withTime(Duration all) {
    return new Interleaving(commands, blocks, seed, new Limits(all, limits.fork), criteria, folder);
  }

  /**
   * The two commands.
   *
   * @param a the base's command
   * @param b the new side's command
   * @param isPlain whether they are any commands, whose wall and processor time count; else they
   *     take options of JMH
   * @param options options of JMH for both
   * @param ignoredParams parameters in which the sides may differ
   */
  public record Commands(
      String a, String b, boolean isPlain, List<String> options, Set<String> ignoredParams) {
    /** Copies options and parameters. */
    public Commands {
      options = List.copyOf(options);
      ignoredParams = Set.copyOf(ignoredParams);
    }

    String of(Side side) {
      return switch (side) {
        case A -> a;
        case B -> b;
      };
    }
  }

  /**
   * Limits of time.
   *
   * @param all no block begins later than this after the start
   * @param fork how long a single fork may take
   */
  public record Limits(Duration all, Duration fork) {}
}
