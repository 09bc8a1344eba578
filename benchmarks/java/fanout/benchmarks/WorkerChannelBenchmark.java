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
 * What does the channel to worker processes cost: pipes or Unix-domain sockets, with requests one
 * at a time and in chunks as {@code multiprocessing.Pool.map} cuts them?
 *
 * <p>Requests return at once, so that nothing but coordination is left; the score is the makespan
 * of 1000. Not measured: requests that take time, during which a channel's cost may be hidden or
 * may meet sleeping processors. Known bias: ten workers share the machine's processors with the
 * parent, so that on few processors each hand-over is a change of processes.
 *
 * <p>{@code java -jar target/benchmarks.jar WorkerChannelBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class WorkerChannelBenchmark extends BatchBenchmark {
  /** The way of issuing the batch: only one has channels. */
  @Param("WORKER_PROCESSES")
  public String strategy = "";

  /** N, the requests of a batch. */
  @Param("1000")
  public int requests;

  /** c, the worker processes. */
  @Param("10")
  public int concurrency;

  /** What a request is. */
  @Param("null")
  public String exchange = "";

  /** The stub's service delay, for an exchange that uses it. */
  @Param("0")
  public String delay = "";

  /** Requests that a worker process gets at a time. */
  @Param({"1", "python"})
  public String chunk = "";

  /** What carries frames to worker processes and back: pipe or unix. */
  @Param({"pipe", "unix"})
  public String channel = "";

  /** The most chunks that a worker process has been handed and has not answered. */
  @Param("8")
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
