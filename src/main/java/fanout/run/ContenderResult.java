package fanout.run;

import fanout.results.HistogramText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries what one contender's batches of one iteration showed from a fork to the JVM that writes
 * the result. JMH takes it for a secondary metric, whose score is the mean makespan.
 */
final class ContenderResult extends Result<ContenderResult> {
  /** The beginning of the metrics' names; the contender's place in its group follows. */
  static final String NAME = "contender.";

  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] makespans;
  private final Figure[] figures;
  private final String latency;
  private final String sample;

  /**
   * Wraps results.
   *
   * @param place the contender's in its group, at least 0
   * @param figures of this iteration
   */
  ContenderResult(int place, BatchResults results, List<Figure> figures) {
    super(
        ResultRole.SECONDARY,
        NAME + place,
        of((double) results.makespanNanos() / results.makespans().size() / NANOS_PER_MILLI),
        "ms",
        AggregationPolicy.AVG);
    this.makespans = results.makespans().stream().mapToLong(Long::longValue).toArray();
    this.figures = figures.toArray(Figure[]::new);
    this.latency = HistogramText.of(results.latencies());
    this.sample = results.sample().map(JsonMapper.shared()::writeValueAsString).orElse("");
  }

  /** Returns the batches' makespans in nanoseconds, in the order they ran. */
  long[] makespans() {
    return makespans.clone();
  }

  List<Figure> figures() {
    return List.of(figures);
  }

  /** Returns the latencies of all requests in nanoseconds; empty where they are not recorded. */
  Optional<Histogram> latency() {
    try {
      return latency.isEmpty() ? Optional.empty() : Optional.of(HistogramText.parse(latency));
    } catch (DataFormatException e) {
      throw new IllegalStateException("a fork sent a histogram that cannot be read", e);
    }
  }

  /** Returns the sampled batch as JSON, if there is one. */
  Optional<String> sample() {
    return sample.isEmpty() ? Optional.empty() : Optional.of(sample);
  }

  @Override
  protected Aggregator<ContenderResult> getThreadAggregator() {
    return ContenderResult::first;
  }

  @Override
  protected Aggregator<ContenderResult> getIterationAggregator() {
    return ContenderResult::first;
  }

  /** There is one thread, and iterations are put together one by one. */
  private static ContenderResult first(Collection<ContenderResult> results) {
    return results.iterator().next();
  }
}
