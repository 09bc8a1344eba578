package fanout.results;

import java.util.Arrays;
import java.util.List;

/**
 * One measured quantity of an entry: JMH's summary of it and, if the file has them, the raw scores.
 *
 * @param score JMH's score, in {@code unit}; NaN and the infinities are possible
 * @param error half the width of JMH's confidence interval, NaN where there is none
 * @param unit the unit of the scores
 * @param rawData one list a fork, one score a measurement iteration, in the order they ran; empty
 *     if the file has none. In sample mode an iteration's score is the mean of its histogram
 * @param histogram the samples of sample mode, by fork and iteration; empty in other modes
 */
public record Metric(
    double score,
    double error,
    MetricUnit unit,
    List<List<Double>> rawData,
    List<List<Histogram>> histogram) {

  /**
   * A value and how often an iteration saw it.
   *
   * @param value in the metric's unit
   * @param count at least 1
   */
  public record Sample(double value, long count) {}

  /**
   * The samples of one iteration.
   *
   * @param samples distinct values
   */
  public record Histogram(List<Sample> samples) {
    /** Returns the mean of the samples, NaN if there are none. */
    public double mean() {
      double sum = 0;
      long count = 0;
      for (Sample sample : samples) {
        sum += sample.value() * sample.count();
        count += sample.count();
      }
      return sum / count;
    }
  }

  /**
   * Tells whether the score is a mean. JMH gives the sum of counts, the largest size and the
   * shortest pause.
   */
  public boolean isMean() {
    return ScorePolicy.isMean(this);
  }

  /** Returns each fork's mean over its iterations; forks without any are passed over. */
  public double[] forkMeans() {
    return rawData.stream()
        .filter(fork -> !fork.isEmpty())
        .mapToDouble(fork -> fork.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
        .toArray();
  }

  /**
   * Returns each fork's mean in another unit; forks without iterations are passed over.
   *
   * @throws IllegalArgumentException if the units do not convert
   */
  public double[] forkMeansIn(MetricUnit other) {
    return Arrays.stream(forkMeans()).map(score -> other.convert(score, unit)).toArray();
  }
}
