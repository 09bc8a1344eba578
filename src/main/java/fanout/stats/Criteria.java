package fanout.stats;

import fanout.results.RowKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The criteria of a change.
 *
 * @param measures the metrics to judge, at least one, each with its margin
 * @param thresholds margins of single benchmarks; the first whose pattern is found in a row's name
 *     and parameters holds
 * @param waivers slowdowns that are accepted for a time
 */
public record Criteria(
    List<Measure> measures, Map<String, Double> thresholds, List<Waiver> waivers) {
  /** The margin where none is given. */
  public static final double DEFAULT_THRESHOLD = 0.05;

  /** The criteria where nothing is asked for. */
  public static final Criteria DEFAULT = of(DEFAULT_THRESHOLD);

  /**
   * A slowdown that is accepted, up to a ceiling and for a time.
   *
   * @param benchmark is found in the name and parameters of the rows it is for
   * @param ceiling the margin that holds for them meanwhile, as a share
   * @param reason why
   * @param until the last day
   */
  public record Waiver(Pattern benchmark, double ceiling, String reason, LocalDate until) {
    /** Returns what is accepted, how long and why. */
    String text() {
      String percent =
          new BigDecimal(100 * ceiling)
              .round(new MathContext(4))
              .stripTrailingZeros()
              .toPlainString();
      return "accepted up to %s%% until %s: %s".formatted(percent, until, reason);
    }

    /** Tells whether the waiver is for a row. */
    public boolean covers(RowKey key) {
      return benchmark.matcher(key.toString()).find();
    }
  }

  /**
   * Checks the margins.
   *
   * @throws IllegalArgumentException if there is no measure, a margin is negative, not finite or
   *     above {@value Measure#LARGEST_SHARE}, or a pattern is not a regular expression
   */
  public Criteria {
    measures = List.copyOf(measures);
    thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
    waivers = List.copyOf(waivers);
    if (measures.isEmpty()) {
      throw new IllegalArgumentException("measures must be at least 1, were 0");
    }
    thresholds.values().forEach(Measure::requireShare);
    thresholds.keySet().forEach(Pattern::compile);
  }

  /** Judges the benchmarks' own scores by one margin. */
  public static Criteria of(double threshold) {
    return new Criteria(List.of(Measure.of(Measure.TIME, threshold)), Map.of(), List.of());
  }

  /** Returns the margin of the first measure, as a share. */
  public double threshold() {
    return measures.getFirst().share();
  }

  /** Returns a measure with the margin that holds for a row. */
  Measure measureOf(RowKey key, Measure measure) {
    if (thresholds.isEmpty()) {
      return measure;
    }
    String name = key.toString();
    return thresholds.entrySet().stream()
        .filter(entry -> Pattern.compile(entry.getKey()).matcher(name).find())
        .map(entry -> measure.withShare(entry.getValue()))
        .findFirst()
        .orElse(measure);
  }

  /** Returns the waiver of a row, if there is one. */
  Optional<Waiver> waiverOf(RowKey key) {
    return waivers.stream().filter(waiver -> waiver.covers(key)).findFirst();
  }
}
