package fanout.stats;

import fanout.results.RowKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What counts as a change.
 *
 * @param threshold the margin δ as a share, at least 0: 0.05 is 5 %
 * @param thresholds margins of single benchmarks; the first whose pattern is found in a row's name
 *     and parameters holds
 * @param metric the secondary metric to compare; empty for the primary one
 */
public record Criteria(double threshold, Map<String, Double> thresholds, Optional<String> metric) {
  /** The margin where none is given. */
  public static final double DEFAULT_THRESHOLD = 0.05;

  /** The largest margin: beyond it the word has lost its meaning. */
  public static final double LARGEST_THRESHOLD = 10;

  /** What holds where nothing is asked for. */
  public static final Criteria DEFAULT =
      new Criteria(DEFAULT_THRESHOLD, Map.of(), Optional.empty());

  /**
   * Checks the margins.
   *
   * @throws IllegalArgumentException if a margin is negative, not finite or above {@value
   *     #LARGEST_THRESHOLD}, or a pattern is not a regular expression
   */
  public Criteria {
    thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
    check(threshold);
    thresholds.values().forEach(Criteria::check);
    thresholds.keySet().forEach(Pattern::compile);
  }

  /** Returns log(1+δ) for a row. */
  public double margin(RowKey key) {
    return Math.log1p(thresholdOf(key));
  }

  /** Returns δ for a row. */
  public double thresholdOf(RowKey key) {
    String name = key.toString();
    return thresholds.entrySet().stream()
        .filter(entry -> Pattern.compile(entry.getKey()).matcher(name).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(threshold);
  }

  private static void check(double threshold) {
    if (!(threshold >= 0 && threshold <= LARGEST_THRESHOLD)) {
      throw new IllegalArgumentException(
          "threshold must be from 0 to %.0f%%, was %s%%"
              .formatted(LARGEST_THRESHOLD * 100, threshold * 100));
    }
  }
}
