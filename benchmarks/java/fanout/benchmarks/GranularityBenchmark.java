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
 * Below what length of a request is a strategy not worth it? Sweeps requests of a known length:
 * spin burns processor time, park waits. {@code summary} finds METG(50 %), the shortest request at
 * which a strategy still keeps half of its ideal speed, N·τ ÷ min(c, processors) for spin and N·τ ÷
 * c for park.
 *
 * <p>Not measured: HTTP. Known bias: a parked thread wakes some 60 to 85 µs late (the timer's slack
 * and the virtual machine's), and spinning is calibrated in each process by itself.
 *
 * <p>{@code java -jar target/benchmarks.jar GranularityBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class GranularityBenchmark extends BatchBenchmark {
  /** The way of issuing the batch. */
  @Param({"SINGLE_THREAD", "THREAD_POOL", "VIRTUAL_THREADS", "WORKER_PROCESSES"})
  public String strategy = "";

  /** N, the requests of a batch. */
  @Param("1000")
  public int requests;

  /** c, the most requests in flight. */
  @Param({"10"})
  public int concurrency;

  /** The stub's service delay. */
  @Param("0")
  public String delay = "";

  /** What a request is. */
  @Param({
    "spin:1us",
    "spin:4us",
    "spin:16us",
    "spin:64us",
    "spin:256us",
    "park:20us",
    "park:80us",
    "park:320us",
    "park:1280us"
  })
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
