package fanout.model;

import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The minimum effective task granularity, METG(50 %): the shortest request for which a strategy
 * still keeps half of the efficiency it could have (E. Slaughter et al., "Task Bench", SC'20).
 *
 * <p>Where efficiency crosses a half more than once, the last crossing counts: from there on every
 * longer request is worth it. Between two lengths of the sweep it is interpolated on the logarithm
 * of the length.
 *
 * <p>The fork is the statistical unit. Each fork's own sweep gives a METG, and the interval is
 * Student's on their logarithms. It is not a bootstrap, which with three to five forks comes out
 * too narrow.
 */
public sealed interface Metg {
  /** The share of the ideal speed that a strategy must keep. */
  double EFFICIENCY = 0.5;

  /**
   * The efficiency of a batch of requests of one length.
   *
   * @param lengthNanos τ, the length of a request in nanoseconds, above 0
   * @param efficiency the ideal makespan ÷ the measured one, at least 0
   */
  record Point(double lengthNanos, double efficiency) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Point {
      if (!(lengthNanos > 0) || Double.isInfinite(lengthNanos)) {
        throw new IllegalArgumentException("lengthNanos must be > 0, was " + lengthNanos);
      }
      if (!(efficiency >= 0) || Double.isInfinite(efficiency)) {
        throw new IllegalArgumentException("efficiency must be >= 0, was " + efficiency);
      }
    }
  }

  /**
   * It was reached in every fork.
   *
   * @param nanos METG(50 %), in nanoseconds, the geometric mean over forks
   */
  record Reached(ForkMean nanos) implements Metg {}

  /**
   * It lies outside the sweep, at least in some forks.
   *
   * @param reason one sentence: on which side, and what to sweep
   */
  record NotReached(String reason) implements Metg {}

  /**
   * Finds METG(50 %) from one sweep for each fork.
   *
   * @param forks each fork's points, in any order, at least one fork of at least two points
   * @throws IllegalArgumentException if there is no fork, or one has fewer than two points
   */
  static Metg of(List<List<Point>> forks) {
    if (forks.isEmpty()) {
      throw new IllegalArgumentException("METG needs a sweep of at least one fork, had none");
    }
    List<Double> logs = new ArrayList<>();
    List<String> outside = new ArrayList<>();
    for (List<Point> fork : forks) {
      List<Point> sweep = sorted(fork);
      OptionalDouble crossing = lastCrossing(sweep);
      if (crossing.isPresent()) {
        logs.add(crossing.getAsDouble());
      } else {
        outside.add(side(sweep));
      }
    }
    if (outside.isEmpty()) {
      return new Reached(
          ForkMean.ofLogarithms(logs.stream().mapToDouble(Double::doubleValue).toArray()));
    }
    String how =
        outside.size() == forks.size()
            ? ""
            : "in %d of %d forks, ".formatted(outside.size(), forks.size());
    return new NotReached("not reached: " + how + outside.getFirst());
  }

  private static List<Point> sorted(List<Point> fork) {
    if (fork.size() < 2) {
      throw new IllegalArgumentException(
          "METG needs at least 2 request lengths in each fork, one had " + fork.size());
    }
    return fork.stream().sorted(Comparator.comparingDouble(Point::lengthNanos)).toList();
  }

  /** Returns the natural logarithm of the length at the last crossing from below. */
  private static OptionalDouble lastCrossing(List<Point> sweep) {
    if (sweep.getLast().efficiency() < EFFICIENCY) {
      return OptionalDouble.empty();
    }
    for (int i = sweep.size() - 2; i >= 0; i--) {
      Point below = sweep.get(i);
      if (below.efficiency() < EFFICIENCY) {
        Point above = sweep.get(i + 1);
        double way = (EFFICIENCY - below.efficiency()) / (above.efficiency() - below.efficiency());
        double from = Math.log(below.lengthNanos());
        return OptionalDouble.of(from + way * (Math.log(above.lengthNanos()) - from));
      }
    }
    return OptionalDouble.empty();
  }

  private static String side(List<Point> sweep) {
    return sweep.getLast().efficiency() < EFFICIENCY
        ? String.format(
            Locale.ROOT,
            "efficiency is below 50 %% up to the longest request measured, %.4g µs; sweep longer"
                + " requests",
            sweep.getLast().lengthNanos() / 1_000)
        : String.format(
            Locale.ROOT,
            "efficiency is at least 50 %% down to the shortest request measured, %.4g µs; sweep"
                + " shorter requests",
            sweep.getFirst().lengthNanos() / 1_000);
  }
}
