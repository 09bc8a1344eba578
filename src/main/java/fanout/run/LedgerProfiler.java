package fanout.run;

import fanout.results.SampledBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Carries the ledgers of each measured iteration into JMH's secondary metrics, so that every reader
 * of JMH results sees them. On by default; {@code -prof ledger} names it.
 *
 * <p>Silent for benchmarks that keep no books.
 */
public final class LedgerProfiler implements InternalProfiler {
  /** The name by which the command line knows this profiler. */
  static final String NAME = "ledger";

  /** An iteration's figures, from the trial that closed its books to the profiler that is asked. */
  private static final AtomicReference<List<Figure>> PUBLISHED = new AtomicReference<>(List.of());

  private static final AtomicReference<Optional<SampledBatch>> SAMPLE =
      new AtomicReference<>(Optional.empty());

  /** For JMH, which finds profilers by reflection. */
  public LedgerProfiler() {}

  /** Leaves figures for the iteration that is about to end. */
  static void publish(List<Figure> figures) {
    PUBLISHED.set(figures);
  }

  /** Leaves a batch of the iteration that is about to end. */
  static void publish(SampledBatch sample) {
    SAMPLE.set(Optional.of(sample));
  }

  @Override
  public String getDescription() {
    return "Slot-time and CPU ledgers of fanout's batches (-prof " + NAME + ", on by default)";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    PUBLISHED.set(List.of());
    SAMPLE.set(Optional.empty());
  }

  @Override
  @SuppressWarnings("rawtypes") // as JMH declares it
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    List<Result<?>> metrics = new ArrayList<>();
    for (Figure figure : PUBLISHED.getAndSet(List.of())) {
      metrics.add(
          new ScalarResult(figure.name(), figure.value(), figure.unit(), AggregationPolicy.AVG));
    }
    SAMPLE.getAndSet(Optional.empty()).map(SampleResult::new).ifPresent(metrics::add);
    return metrics;
  }
}
