package fanout.benchmarks;

import fanout.ledger.Keeping;
import fanout.os.ParentWatch;
import fanout.run.GrowthTrial;
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
 * What does a request cost as the batch grows from a thousand to a million? Batches of 10³, 10⁴,
 * 10⁵ and 10⁶ requests in turn within each fork, as many requests of each size in a round; {@code
 * summary} prints each size's cost for a request and its ratio to that of 10³.
 *
 * <p>The score, the time of a round, means nothing by itself. Measured: everything between a
 * batch's start and the check that each request has its own outcome, with the ledger kept as {@code
 * ledger} says. Drawing the ledger up happens between batches and is given apart. Known bias:
 * garbage of one size may be collected at the expense of the next.
 *
 * <p>{@code java -jar target/benchmarks.jar '\.GrowthBenchmark'}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
    value = 2,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class GrowthBenchmark {
  private static final Duration PARENT_CHECK = Duration.ofMillis(500);

  /** The way of issuing the batches. */
  @Param({"THREAD_POOL", "VIRTUAL_THREADS"})
  public String strategy = "";

  /** The largest N; the others are 1000, 10 000 … below it. */
  @Param("1000000")
  public int requests;

  /** c, the most requests in flight. */
  @Param("10")
  public int concurrency;

  /** The stub's service delay. */
  @Param("0")
  public String delay = "";

  /** What a request is. */
  @Param({"null", "spin:2us"})
  public String exchange = "";

  /** What is kept of each request: off, sums or full. */
  @Param("full")
  public String ledger = "";

  private GrowthTrial trial;

  /** Starts everything that is not timed. */
  @Setup(Level.Trial)
  public void open() throws InterruptedException {
    ParentWatch.start(PARENT_CHECK);
    trial =
        GrowthTrial.open(
            TrialConfig.parse(strategy, requests, concurrency, delay, exchange, "1")
                .withKeeping(Keeping.parse(ledger)));
  }

  /** Starts summing anew. */
  @Setup(Level.Iteration)
  public void begin() {
    trial.beginIteration();
  }

  /** As many requests in batches of each size. */
  @Benchmark
  public long round() throws InterruptedException {
    return trial.issueRound();
  }

  /** Publishes what each size cost. */
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
