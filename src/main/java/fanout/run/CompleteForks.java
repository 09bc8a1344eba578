package fanout.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;

/**
 * The measured forks of one benchmark that are complete, while further ones run: JMH itself gives
 * results when all are, and none if one fails.
 */
final class CompleteForks {
  private final Consumer<RunResult> whenOneMore;
  private final List<BenchmarkResult> complete = new ArrayList<>();
  private final List<IterationResult> running = new ArrayList<>();
  private boolean measures;
  private @Nullable BenchmarkParams params;

  /** Tells of all that are complete each time that a further fork begins. */
  CompleteForks(Consumer<RunResult> whenOneMore) {
    this.whenOneMore = whenOneMore;
  }

  /** Takes the news that a fork begins; the one before is complete. */
  synchronized void next(boolean isMeasured) {
    if (measures && params != null && !running.isEmpty()) {
      complete.add(new BenchmarkResult(params, List.copyOf(running)));
      whenOneMore.accept(new RunResult(params, List.copyOf(complete)));
    }
    running.clear();
    measures = isMeasured;
  }

  /** Takes what an iteration has measured. */
  synchronized void add(BenchmarkParams of, IterationParams iteration, IterationResult result) {
    if (iteration.getType() == IterationType.MEASUREMENT) {
      params = of;
      running.add(result);
    }
  }
}
