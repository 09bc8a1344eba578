package fanout.benchmarks;

import fanout.os.ParentWatch;
import fanout.run.Trial;
import fanout.run.TrialConfig;
import fanout.strategy.Batch;
import java.time.Duration;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * What all benchmarks of whole batches share: a trial is open while the fork lasts, its books are
 * drawn up between batches, outside the timed region, and its checks are made between iterations.
 */
@State(Scope.Benchmark)
public abstract class BatchBenchmark {
  private static final Duration PARENT_CHECK = Duration.ofMillis(500);

  private Trial trial;

  /** Returns what to measure, from the benchmark's parameters. */
  abstract TrialConfig config();

  /** Issues one batch; for the benchmark methods. */
  final Batch issue() throws InterruptedException {
    return trial.issue();
  }

  /** Starts everything that is not timed. */
  @Setup(Level.Trial)
  public void open() throws InterruptedException {
    ParentWatch.start(PARENT_CHECK);
    trial = Trial.open(config());
    trial.warm();
  }

  /** Opens a page of the books. */
  @Setup(Level.Iteration)
  public void beginIteration() {
    trial.beginIteration();
  }

  /** Reads the processor clocks. */
  @Setup(Level.Invocation)
  public void beginBatch() {
    trial.beginBatch();
  }

  /** Draws up the books of the batch. */
  @TearDown(Level.Invocation)
  public void endBatch() {
    trial.endBatch();
  }

  /** Checks the iteration and publishes its books. */
  @TearDown(Level.Iteration)
  public void endIteration(IterationParams iteration) {
    if (iteration.getType() == IterationType.MEASUREMENT) {
      trial.endMeasuredIteration();
    }
  }

  /** Ends everything that was started. */
  @TearDown(Level.Trial)
  public void close() {
    trial.close();
  }
}
