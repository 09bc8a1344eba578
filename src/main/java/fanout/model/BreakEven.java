package fanout.model;

import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The number of requests from which on one way of issuing them is faster than another: between two
 * numbers that were measured, the difference is taken for a straight line; beyond them nothing is
 * claimed, since code that has just been started gets faster as it runs.
 *
 * <p>The fork is the statistical unit. Each pair of forks gives a crossing, and the interval is
 * Student's on their logarithms. Where a pair crosses more than once the last crossing counts.
 */
public sealed interface BreakEven {
  /**
   * The other way is faster from here on, up to the most requests that were measured.
   *
   * @param requests N, the geometric mean over pairs of forks
   */
  record From(ForkMean requests) implements BreakEven {}

  /**
   * The other way is faster from the fewest requests on that were measured, at least in some forks.
   *
   * @param fewest their number
   */
  record Below(int fewest) implements BreakEven {}

  /**
   * It is not faster with the most requests that were measured, at least in some forks.
   *
   * @param most their number
   */
  record Beyond(int most) implements BreakEven {}

  /**
   * Finds the crossing.
   *
   * @param usual for each fork, what batches took, by their number of requests
   * @param other the same of the way that might be faster
   * @throws IllegalArgumentException if a side has no fork, or a pair of forks has fewer than two
   *     numbers of requests in common
   */
  static BreakEven of(List<Map<Integer, Double>> usual, List<Map<Integer, Double>> other) {
    int pairs = Math.min(usual.size(), other.size());
    if (pairs == 0) {
      throw new IllegalArgumentException("a break-even point needs a fork of each side, had none");
    }
    List<Double> logs = new ArrayList<>();
    int below = 0;
    for (int pair = 0; pair < pairs; pair++) {
      NavigableMap<Integer, Double> saved = saved(usual.get(pair), other.get(pair));
      if (saved.lastEntry().getValue() <= 0) {
        return new Beyond(saved.lastKey());
      }
      Optional<Double> crossing = lastCrossing(saved);
      crossing.ifPresent(requests -> logs.add(Math.log(requests)));
      below = crossing.isPresent() ? below : saved.firstKey();
    }
    return below > 0
        ? new Below(below)
        : new From(ForkMean.ofLogarithms(logs.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  private static NavigableMap<Integer, Double> saved(
      Map<Integer, Double> usual, Map<Integer, Double> other) {
    NavigableMap<Integer, Double> saved = new TreeMap<>();
    usual.forEach(
        (requests, time) -> {
          Double less = other.get(requests);
          if (less != null) {
            saved.put(requests, time - less);
          }
        });
    if (saved.size() < 2) {
      throw new IllegalArgumentException(
          "a break-even point needs at least 2 numbers of requests, had " + saved.keySet());
    }
    return saved;
  }

  /** The last point at which the saving rises through 0; empty if it is above 0 throughout. */
  private static Optional<Double> lastCrossing(NavigableMap<Integer, Double> saved) {
    Map.Entry<Integer, Double> above = saved.lastEntry();
    for (Map.Entry<Integer, Double> entry : saved.descendingMap().entrySet()) {
      if (entry.getValue() <= 0) {
        double way = -entry.getValue() / (above.getValue() - entry.getValue());
        return Optional.of(entry.getKey() + way * (above.getKey() - entry.getKey()));
      }
      above = entry;
    }
    return Optional.empty();
  }
}
