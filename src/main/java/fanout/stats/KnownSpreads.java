package fanout.stats;

import fanout.results.RowKey;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The spreads of forks that are known beforehand, for rows with one fork.
 *
 * @param fromHistory by benchmark and metric, what earlier results show
 * @param stated a standard deviation as a share that the user states, if any
 */
public record KnownSpreads(Map<Series, Spread> fromHistory, OptionalDouble stated) {
  /** Nothing is known. */
  public static final KnownSpreads NONE = new KnownSpreads(Map.of(), OptionalDouble.empty());

  /**
   * One metric of one benchmark.
   *
   * @param key which benchmark
   * @param metric the metric's name
   */
  public record Series(RowKey key, String metric) {}

  /** Copies the spreads. */
  public KnownSpreads {
    fromHistory = Map.copyOf(fromHistory);
  }
}
