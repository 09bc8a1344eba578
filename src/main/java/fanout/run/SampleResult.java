package fanout.run;

import fanout.results.SampledBatch;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries one sampled batch from a fork to the JVM that writes the result, which moves it out of
 * the secondary metrics. Its score is the batch's makespan; of several, the one with the median
 * makespan is kept, so that the picture is neither the best batch nor the worst.
 */
final class SampleResult extends Result<SampleResult> {
  /** The metric's name. */
  static final String NAME = "batch.sample";

  private static final long serialVersionUID = 1L;
  private static final double NANOS_PER_MILLI = 1e6;

  private final String json;

  /** Wraps a batch. */
  SampleResult(SampledBatch batch) {
    super(
        ResultRole.SECONDARY,
        NAME,
        of(batch.makespanNanos() / NANOS_PER_MILLI),
        "ms",
        AggregationPolicy.AVG);
    this.json = JsonMapper.shared().writeValueAsString(batch);
  }

  /** Returns the batch as JSON. */
  String json() {
    return json;
  }

  @Override
  protected Aggregator<SampleResult> getThreadAggregator() {
    return SampleResult::median;
  }

  @Override
  protected Aggregator<SampleResult> getIterationAggregator() {
    return SampleResult::median;
  }

  private static SampleResult median(Collection<SampleResult> samples) {
    List<SampleResult> sorted =
        samples.stream().sorted(Comparator.comparingDouble(SampleResult::getScore)).toList();
    return sorted.get((sorted.size() - 1) / 2);
  }
}
