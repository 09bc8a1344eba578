package fanout.benchmarks;

import fanout.os.ParentWatch;
import fanout.run.RecordingTrial;
import fanout.run.TrialConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does keeping the books cost? Batches with and without recording, in pairs whose order turns
 * round each time (on, off, off, on); the metric {@code recording.ratio} is makespan with ÷
 * makespan without, and should be at most 1.01.
 *
 * <p>The score, the time of a pair, means nothing by itself. Not measured: drawing up the ledgers
 * and reading processor clocks, which happens between batches.
 *
 * <p>{@code java -jar target/benchmarks.jar RecordingBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
    value = 10,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class RecordingBenchmark {
  /** The way of issuing the batch. */
  @Param({"SINGLE_THREAD", "THREAD_POOL", "VIRTUAL_THREADS", "WORKER_PROCESSES"})
  public String strategy = "";

  /** N, the requests of a batch. */
  @Param("1000")
  public int requests;

  /** c, the most requests in flight. */
  @Param("10")
  public int concurrency;

  /** The stub's service delay. */
  @Param("0")
  public String delay = "";

  /** What a request is. */
  @Param("okhttp")
  public String exchange = "";

  private RecordingTrial trial;

  /** Starts everything that is not timed. */
  @Setup(Level.Trial)
  public void open() throws InterruptedException {
    ParentWatch.start(Duration.ofMillis(500));
    trial =
        RecordingTrial.open(
            TrialConfig.parse(strategy, requests, concurrency, delay, exchange, "1"));
  }

  /** Starts summing anew. */
  @Setup(Level.Iteration)
  public void begin() {
    trial.beginIteration();
  }

  /** One batch with, one without recording. */
  @Benchmark
  public void pair() throws InterruptedException {
    trial.issuePair();
  }

  /** Publishes the ratio. */
  @TearDown(Level.Iteration)
  public void end() {
    trial.endIteration();
  }

  /** Ends everything that was started. */
  @TearDown(Level.Trial)
  public void close() {
    trial.close();
  }
}
