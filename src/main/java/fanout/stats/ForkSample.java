package fanout.stats;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One side of a row: y_f = log of the mean of fork f's iterations, for each fork.
 *
 * <p>All values are costs, more is slower: times in ns/op as they are, throughput turned round by
 * the sign of its log, other units as they are. The mean of a throughput's iterations is taken
 * before it is turned round. Where a metric has an absolute floor f, y = log(x + f): as good as the
 * log for values far above the floor, and defined for 0, which counters and allocation rates can
 * be.
 *
 * @param logs y_f, one a fork, in the order the forks ran; empty if there is a problem
 * @param iterations logs of the iterations' costs, by fork; empty if there is a problem
 * @param unit the unit of the file's scores
 * @param problem why there are no values, if there are none
 * @param floor f in {@code unit}, at least 0
 * @param score JMH's own score in {@code unit}; NaN if not known
 * @param error half the width of JMH's own interval in {@code unit}; NaN if not known
 */
public record ForkSample(
    List<Double> logs,
    List<List<Double>> iterations,
    MetricUnit unit,
    Optional<Problem> problem,
    double floor,
    double score,
    double error) {

  /** The share of a floor that rounding may leave when the floor is taken from itself. */
  private static final double ROUNDING = 1e-12;

  /** The reason why a metric has no fork values. */
  public enum Problem {
    /** The file has scores, but not those of the single forks. */
    NO_RAW_DATA("no raw data (written with -Djmh.json.rawData=false, or by another program)"),
    /** A score is NaN or infinite. */
    NOT_FINITE("a score is not finite"),
    /** The mean of a fork is negative, or 0 in some forks only: it has no logarithm. */
    NOT_POSITIVE("a score is not positive, so there is no ratio"),
    /** All scores are exactly 0, as counters and allocation rates can be. */
    ALL_ZERO("all scores are 0, so there is no ratio");

    private final String text;

    Problem(String text) {
      this.text = text;
    }

    /** Returns the problem in words, without a full stop. */
    public String text() {
      return text;
    }
  }

  /** Takes the fork values of a metric. Forks without any iteration are left out. */
  static ForkSample of(Metric metric, Measure measure) {
    return of(metric, measure, true);
  }

  /** The same without the iterations. */
  static ForkSample ofForks(Metric metric, Measure measure) {
    return of(metric, measure, false);
  }

  private static ForkSample of(Metric metric, Measure measure, boolean hasIterations) {
    MetricUnit unit = metric.unit();
    double floor = measure.floorIn(unit);
    List<List<Double>> forks = metric.rawData().stream().filter(fork -> !fork.isEmpty()).toList();
    Optional<Problem> problem = problemOf(metric, forks, floor);
    List<List<Double>> usable = problem.isPresent() ? List.of() : forks;
    return new ForkSample(
        usable.stream().map(fork -> cost(mean(fork) + floor, unit)).toList(),
        hasIterations
            ? usable.stream()
                .map(fork -> fork.stream().map(score -> cost(score + floor, unit)).toList())
                .toList()
            : List.of(),
        unit,
        problem,
        floor,
        metric.score(),
        metric.error());
  }

  /** Makes a sample of logs of costs that others worked out. */
  static ForkSample ofLogs(MetricUnit unit, double floor, double... logs) {
    return new ForkSample(
        Arrays.stream(logs).boxed().toList(),
        List.of(),
        unit,
        Optional.empty(),
        floor,
        Double.NaN,
        Double.NaN);
  }

  /**
   * Joins the forks of several samples of one benchmark, in their order.
   *
   * @param samples at least one; values are brought to a common scale already, and the unit of the
   *     first holds for all
   */
  static ForkSample joined(List<ForkSample> samples) {
    Optional<Problem> problem = problemOf(samples);
    List<ForkSample> usable = problem.isPresent() ? List.of() : samples;
    return new ForkSample(
        usable.stream().flatMap(sample -> sample.logs.stream()).toList(),
        usable.stream().flatMap(sample -> sample.iterations.stream()).toList(),
        samples.getFirst().unit,
        problem,
        samples.getFirst().floor,
        samples.stream()
            .mapToDouble(sample -> samples.getFirst().unit.convert(sample.score, sample.unit))
            .average()
            .orElse(Double.NaN),
        Double.NaN);
  }

  /** Zeros in some forks only are no zeros throughout. */
  private static Optional<Problem> problemOf(List<ForkSample> samples) {
    Optional<Problem> worst =
        samples.stream().flatMap(sample -> sample.problem.stream()).min(Comparator.naturalOrder());
    return worst.filter(problem -> problem == Problem.ALL_ZERO).isPresent()
            && samples.stream().anyMatch(sample -> sample.problem.isEmpty())
        ? Optional.of(Problem.NOT_POSITIVE)
        : worst;
  }

  /** Returns the number of forks that have values. */
  public int forks() {
    return logs.size();
  }

  /** Tells whether all scores are exactly 0. */
  boolean isZero() {
    return problem.equals(Optional.of(Problem.ALL_ZERO));
  }

  /** Returns the fork values as an array of its own. */
  public double[] values() {
    return logs.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Returns the geometric mean of the forks (above the floor, if there is one) in the file's unit;
   * where forks have no values, JMH's own score.
   */
  public double centre() {
    if (logs.isEmpty()) {
      return score;
    }
    double mean = logs.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    double natural = unit.moreIsFaster() ? -mean : mean;
    double above = Math.exp(natural - Math.log(unit.factor())) - floor;
    return floor > 0 && above < ROUNDING * floor ? 0 : above;
  }

  private static double cost(double score, MetricUnit unit) {
    double log = Math.log(score) + Math.log(unit.factor());
    return unit.moreIsFaster() ? -log : log;
  }

  private static Optional<Problem> problemOf(
      Metric metric, List<List<Double>> forks, double floor) {
    if (forks.isEmpty()) {
      boolean finite = Double.isFinite(metric.score());
      return Optional.of(finite ? Problem.NO_RAW_DATA : Problem.NOT_FINITE);
    }
    if (forks.stream().flatMap(List::stream).anyMatch(score -> !Double.isFinite(score))) {
      return Optional.of(Problem.NOT_FINITE);
    }
    if (floor == 0 && forks.stream().flatMap(List::stream).allMatch(score -> score == 0)) {
      return Optional.of(Problem.ALL_ZERO);
    }
    return forks.stream()
            .map(fork -> mean(fork) + floor)
            .anyMatch(mean -> !(mean > 0 && mean < Double.POSITIVE_INFINITY))
        ? Optional.of(Problem.NOT_POSITIVE)
        : Optional.empty();
  }

  /** Updates a running mean, which cannot overflow where a sum could. */
  private static double mean(List<Double> scores) {
    double mean = 0;
    int count = 0;
    for (double score : scores) {
      count++;
      mean += (score - mean) / count;
    }
    return mean;
  }
}
