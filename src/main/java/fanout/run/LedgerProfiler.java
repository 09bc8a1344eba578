package fanout.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Carries what each measured iteration showed into JMH's secondary metrics, so that every reader of
 * JMH results sees it. On by default; {@code -prof ledger} names it.
 *
 * <p>Silent for benchmarks that leave nothing.
 */
public final class LedgerProfiler implements InternalProfiler {
  /** The name by which the command line knows this profiler. */
  static final String NAME = "ledger";

  /** An iteration's metrics, from the benchmark that ends it to the profiler that is asked. */
  private static final AtomicReference<List<Result<?>>> PUBLISHED =
      new AtomicReference<>(List.of());

  /** For JMH, which finds profilers by reflection. */
  public LedgerProfiler() {}

  /** Leaves results for the iteration that is about to end. */
  static void publish(List<? extends Result<?>> results) {
    PUBLISHED.set(List.copyOf(results));
  }

  /** Returns figures as JMH's secondary metrics. */
  static List<Result<?>> results(List<Figure> figures) {
    List<Result<?>> results = new ArrayList<>();
    for (Figure figure : figures) {
      results.add(
          new ScalarResult(
              figure.metric().key(),
              figure.value(),
              figure.metric().unit(),
              AggregationPolicy.AVG));
    }
    return results;
  }

  @Override
  public String getDescription() {
    return "Slot-time and CPU ledgers of fanout's batches (-prof " + NAME + ", on by default)";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    PUBLISHED.set(List.of());
  }

  @Override
  @SuppressWarnings("rawtypes") // as JMH declares it
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    return PUBLISHED.getAndSet(List.of());
  }
}
