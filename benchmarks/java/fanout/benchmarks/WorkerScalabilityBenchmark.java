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
 * How does throughput grow with the number of worker processes? As {@link ScalabilityBenchmark},
 * but only up to 32: each slot is a JVM of some 100 MB that must start and warm up.
 *
 * <p>Known bias: client and stub share the machine's processors, and so do all workers' compilers:
 * with many workers the warm-up that a trial allows does not suffice to compile everything.
 *
 * <p>{@code java -jar target/benchmarks.jar WorkerScalabilityBenchmark}
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
public class WorkerScalabilityBenchmark extends BatchBenchmark {
  /** The way of issuing the batch. */
  @Param({"WORKER_PROCESSES"})
  public String strategy = "";

  /** N, the requests of a batch. */
  @Param("1000")
  public int requests;

  /** c, the most requests in flight. */
  @Param({"1", "2", "4", "8", "16", "32"})
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

  /** What carries frames to worker processes and back: pipe or unix. */
  @Param("pipe")
  public String channel = "";

  /** The most chunks that a worker process has been handed and has not answered. */
  @Param("1")
  public int window;

  @Override
  TrialConfig config() {
    return TrialConfig.parse(strategy, requests, concurrency, delay, exchange, chunk)
        .withChannel(channel, window);
  }

  /** One batch. */
  @Benchmark
  public Batch batch() throws InterruptedException {
    return issue();
  }
}
