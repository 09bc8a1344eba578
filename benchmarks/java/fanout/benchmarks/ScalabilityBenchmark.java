package fanout.benchmarks;

import fanout.run.TrialConfig;
import fanout.strategy.Batch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How does throughput grow with concurrency? Sweeps c for threads; {@code summary} fits the
 * Universal Scalability Law and prints λ, σ, κ and the peak c*.
 *
 * <p>Known bias: client and stub share the machine's processors, so σ and κ contain the processors'
 * limit, and on few processors little else.
 *
 * <p>{@code java -jar target/benchmarks.jar '\.ScalabilityBenchmark'}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class ScalabilityBenchmark extends BatchBenchmark {
  /** The way of issuing the batch. */
  @Param({"THREAD_POOL", "VIRTUAL_THREADS"})
  public String strategy = "";

  /** N, the requests of a batch. */
  @Param("1000")
  public int requests;

  /** c, the most requests in flight. */
  @Param({"1", "2", "4", "8", "16", "32", "64", "128", "256"})
  public int concurrency;

  /** The stub's service delay. */
  @Param("2ms")
  public String delay = "";

  /** What a request is. */
  @Param({"okhttp"})
  public String exchange = "";

  /** Requests that a worker process gets at a time. */
  @Param("1")
  public String chunk = "";

  @Override
  TrialConfig config() {
    return TrialConfig.parse(strategy, requests, concurrency, delay, exchange, chunk);
  }

  /** One batch. */
  @Benchmark
  public Batch batch() throws InterruptedException {
    return issue();
  }
}
