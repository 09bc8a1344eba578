package fanout.stats;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric to judge, and what counts as a change of it: more than a share of the base's value and
 * more than an absolute floor.
 *
 * @param metric its name; {@value #TIME} is the benchmark's own score, in any unit
 * @param share the margin δ, at least 0: 0.05 is 5 %
 * @param floor the smallest change that counts, at least 0; NaN for the unit's own
 * @param floorUnit the floor's unit, such as {@code B} for a metric in B/op, or {@code ns}
 */
public record Measure(String metric, double share, double floor, String floorUnit) {
  /** The name of the benchmark's own score. */
  public static final String TIME = "time";

  /** The largest margin: beyond it the word has lost its meaning. */
  public static final double LARGEST_SHARE = 10;

  /**
   * Bytes an operation. Objects grow in steps of 8: between two of them, what averages lack of
   * whole bytes does not decide.
   */
  private static final double ALLOCATION_FLOOR = 7.5;

  /** Events an operation, as {@code -prof perfnorm} counts them; a tenth is jitter. */
  private static final double EVENT_FLOOR = 0.1;

  /** As a share, as JMH writes them, or in percent: {@code p0.99} or {@code p99}. */
  private static final Pattern PERCENTILE =
      Pattern.compile("p(0\\.\\d+|1\\.0+|\\d{2}(?:\\.\\d+)?|100)");

  /** Amounts per time and bare totals: more may be better or worse. */
  private static final Pattern NO_DIRECTION =
      Pattern.compile("counts|#|.*/(ns|us|ms|s|sec|min|h)", Pattern.CASE_INSENSITIVE);

  /**
   * Checks the margin and the floor.
   *
   * @throws IllegalArgumentException if the margin is negative, not finite or above {@value
   *     #LARGEST_SHARE}, or the floor is negative
   */
  public Measure {
    requireShare(share);
    if (floor < 0 || floor == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("floor must be at least 0, was " + floor);
    }
  }

  /** Returns a measure with the floor of its unit. */
  public static Measure of(String metric, double share) {
    return new Measure(metric, share, Double.NaN, "");
  }

  static void requireShare(double share) {
    if (!(share >= 0 && share <= LARGEST_SHARE)) {
      throw new IllegalArgumentException(
          "threshold must be from 0 to %.0f%%, was %s%%"
              .formatted(LARGEST_SHARE * 100, share * 100));
    }
  }

  /** Tells whether this is the benchmark's own score. */
  public boolean isScore() {
    return metric.equals(TIME);
  }

  /** Returns the same measure with another margin. */
  Measure withShare(double other) {
    return new Measure(metric, other, floor, floorUnit);
  }

  /**
   * Returns the floor in a unit: the given one, or the unit's own.
   *
   * @throws IllegalArgumentException if the given floor is in another unit
   */
  double floorIn(MetricUnit unit) {
    if (Double.isNaN(floor)) {
      return switch (unit.text()) {
        case "B/op" -> ALLOCATION_FLOOR;
        case "#/op" -> EVENT_FLOOR;
        default -> 0;
      };
    }
    MetricUnit given = MetricUnit.parse(floorUnit);
    if (unit.dimension() == MetricUnit.Dimension.TIME && unit.convertsTo(given)) {
      return unit.convert(floor, given);
    }
    boolean isSame = unit.text().equals(floorUnit) || unit.text().startsWith(floorUnit + "/");
    if (unit.moreIsFaster() || !isSame) {
      throw new IllegalArgumentException(
          "the floor of '%s' is in '%s', its scores in '%s'"
              .formatted(metric, floorUnit, unit.text()));
    }
    return floor;
  }

  /** Tells whether it is known which way is worse. */
  boolean hasDirection(MetricUnit unit) {
    return isScore()
        || unit.dimension() != MetricUnit.Dimension.OTHER
        || !NO_DIRECTION.matcher(unit.text()).matches();
  }

  /**
   * Returns the metric of an entry. A percentile comes from the histograms of a fork's iterations,
   * merged, where the entry has them.
   */
  public Optional<Metric> of(ResultEntry entry) {
    if (isScore()) {
      return Optional.of(entry.primary());
    }
    Matcher percentile = PERCENTILE.matcher(metric);
    if (!percentile.matches()) {
      return entry.metric(metric);
    }
    BigDecimal given = new BigDecimal(percentile.group(1));
    BigDecimal share = given.compareTo(BigDecimal.ONE) > 0 ? given.movePointLeft(2) : given;
    return entry.primary().histogram().isEmpty()
        ? entry.metric("p" + share.setScale(Math.max(2, share.scale())))
        : Optional.of(percentile(entry.primary(), share.doubleValue()));
  }

  private static Metric percentile(Metric sampled, double share) {
    List<List<Double>> forks =
        sampled.histogram().stream().map(fork -> List.of(percentile(fork, share))).toList();
    return new Metric(Double.NaN, Double.NaN, sampled.unit(), forks, List.of());
  }

  /** The smallest value that at least the given share of all samples do not exceed. */
  private static double percentile(List<Metric.Histogram> iterations, double share) {
    TreeMap<Double, Long> merged = new TreeMap<>();
    iterations.stream()
        .flatMap(iteration -> iteration.samples().stream())
        .forEach(sample -> merged.merge(sample.value(), sample.count(), Long::sum));
    double left = share * merged.values().stream().mapToLong(Long::longValue).sum();
    for (Map.Entry<Double, Long> value : merged.entrySet()) {
      left -= value.getValue();
      if (left <= 0) {
        return value.getKey();
      }
    }
    return Double.NaN;
  }
}
