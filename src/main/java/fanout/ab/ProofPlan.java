package fanout.ab;

import fanout.stats.Criteria;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * The plan by which the gate's error rates are measured.
 *
 * @param base the command that is compared with itself
 * @param slower the same work made 5 % slower
 * @param muchSlower the same work made 10 % slower
 * @param options options of JMH for all of them
 * @param comparisons comparisons of identical code
 * @param detections comparisons for either slowdown
 * @param blocks the most blocks of each comparison
 * @param seed of every order
 * @param timeLimit no comparison begins later than this after the start
 * @param forkLimit how long a single fork may take
 * @param criteria the margin
 * @param ignoredParams parameters in which the commands differ
 * @param folder where everything is kept
 */
public record ProofPlan(
    String base,
    String slower,
    String muchSlower,
    List<String> options,
    int comparisons,
    int detections,
    int blocks,
    long seed,
    Duration timeLimit,
    Duration forkLimit,
    Criteria criteria,
    Set<String> ignoredParams,
    Path folder) {

  /** The sides that are compared with the base. */
  public enum Kind {
    /** The base itself. */
    IDENTICAL,
    /** Work that takes 5 % longer. */
    SLOWER_5,
    /** Work that takes 10 % longer. */
    SLOWER_10
  }

  /** Returns all comparisons in a random order, so that no kind has a time of its own. */
  List<Kind> order() {
    List<Kind> order = new ArrayList<>(Collections.nCopies(comparisons, Kind.IDENTICAL));
    order.addAll(Collections.nCopies(detections, Kind.SLOWER_5));
    order.addAll(Collections.nCopies(detections, Kind.SLOWER_10));
    Collections.shuffle(order, new Random(seed));
    return order;
  }

  /** Returns the collection of one comparison. */
  Interleaving interleaving(int number, Kind kind) {
    String other =
        switch (kind) {
          case IDENTICAL -> base;
          case SLOWER_5 -> slower;
          case SLOWER_10 -> muchSlower;
        };
    return new Interleaving(
        base,
        other,
        options,
        blocks,
        seed + number,
        timeLimit,
        forkLimit,
        criteria,
        ignoredParams,
        folder.resolve("%03d-%s".formatted(number, kind.name().toLowerCase(Locale.ROOT))));
  }
}
