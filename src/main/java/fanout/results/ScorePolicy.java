package fanout.results;

import fanout.results.Metric.Histogram;
import fanout.results.Metric.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import tools.jackson.databind.JsonNode;

/**
 * How JMH makes one score of a metric's values, which its files do not say. The values are the
 * scores of all iterations of all forks, in mode sample all samples.
 */
enum ScorePolicy {
  /** Of benchmarks' own scores. */
  MEAN,
  /** Of counts, such as {@code gc.count}. */
  SUM,
  /** Of the sizes of memory pools. */
  MAX,
  /** Of shortest pauses. */
  MIN;

  private static final double CONFIDENCE = 0.999;
  private static final int FEWEST_VALUES_WITH_ERROR = 3;

  /** Other programs round what they write in JMH's form. */
  private static final double ROUNDING = 1e-6;

  /**
   * Finds the policy by which each sitting's score follows from its raw data.
   *
   * @param sittings one metric, as each of the sittings has it
   * @return the mean, where none fits
   */
  static ScorePolicy of(List<JsonNode> sittings) {
    List<ScorePolicy> possible =
        sittings.stream().allMatch(ScorePolicy::hasPointInterval)
            ? List.of(SUM, MAX, MIN)
            : List.of(MEAN, SUM);
    return possible.stream()
        .filter(policy -> sittings.stream().allMatch(policy::explains))
        .findFirst()
        .orElse(MEAN);
  }

  /** JMH writes the score as both ends of its interval, with no error, where it is no mean. */
  private static boolean hasPointInterval(JsonNode metric) {
    double score = number(metric.path("score"));
    JsonNode interval = metric.path("scoreConfidence");
    return Double.isNaN(number(metric.path("scoreError")))
        && interval.size() == 2
        && interval.valueStream().allMatch(end -> number(end) == score);
  }

  /** Tells whether a score is not the sum, the largest or the smallest of the values instead. */
  static boolean isMean(Metric metric) {
    List<Sample> all = new ArrayList<>();
    metric.rawData().forEach(fork -> fork.forEach(value -> all.add(new Sample(value, 1))));
    Histogram values = new Histogram(all);
    return MEAN.explains(values, metric.score())
        || Stream.of(SUM, MAX, MIN).noneMatch(policy -> policy.explains(values, metric.score()));
  }

  private boolean explains(JsonNode metric) {
    return explains(values(metric), number(metric.path("score")));
  }

  private boolean explains(Histogram values, double written) {
    double found = score(values);
    return values.samples().isEmpty()
        || Math.abs(found - written) <= ROUNDING * Math.max(Math.abs(found), Math.abs(written));
  }

  /** Returns the values of a metric; none where it has no raw data. */
  static Histogram values(JsonNode metric) {
    JsonNode samples = metric.path("rawDataHistogram");
    List<Sample> values = new ArrayList<>();
    for (JsonNode fork : samples.isArray() ? samples : metric.path("rawData")) {
      for (JsonNode iteration : fork) {
        if (iteration.isArray()) {
          iteration.forEach(
              pair -> values.add(new Sample(number(pair.path(0)), pair.path(1).asLong(0))));
        } else {
          values.add(new Sample(number(iteration), 1));
        }
      }
    }
    return new Histogram(values);
  }

  /** Reads a number; NaN for a text. */
  static double number(JsonNode node) {
    return node.asDouble(Double.NaN);
  }

  /** Returns the score, in the unit of the values; NaN where there is none. */
  double score(Histogram values) {
    DoubleStream all = values.samples().stream().mapToDouble(Sample::value);
    return switch (this) {
      case MEAN -> values.mean();
      case SUM -> all.sum();
      case MAX -> all.max().orElse(Double.NaN);
      case MIN -> all.min().orElse(Double.NaN);
    };
  }

  /**
   * Returns half the width of the 99.9 % confidence interval, in the unit of the values; NaN for
   * fewer than three values, and where the score is no mean.
   */
  double error(Histogram values) {
    double number = values.samples().stream().mapToLong(Sample::count).sum();
    if (this != MEAN || number < FEWEST_VALUES_WITH_ERROR) {
      return Double.NaN;
    }
    double mean = values.mean();
    double squares =
        values.samples().stream()
            .mapToDouble(sample -> sample.count() * Math.pow(sample.value() - mean, 2))
            .sum();
    return new TDistribution(null, number - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
        * Math.sqrt(squares / (number - 1) / number);
  }
}
