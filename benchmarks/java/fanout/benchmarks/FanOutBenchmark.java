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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long do 1000 web requests take, issued by one thread, by a thread pool, by virtual threads or
 * by worker processes?
 *
 * <p>The score is the makespan of one batch: from its start to the moment when every reply has been
 * validated and is in the caller's hands. Threads, worker processes, connections and the stub
 * server are started before.
 *
 * <p>Not measured: starting any of them, DNS, TLS, a network between machines, or latency under an
 * arrival rate (a batch is closed: the next request waits for a free slot). Known bias: client and
 * stub share the machine's processors, so that with no delay the stub competes with what is
 * measured; workers run with the serial collector, the fork of the others with its JVM's choice.
 * Batches are issued before JMH's warm-up until the compilers of all these JVMs are idle, which for
 * ten workers on two processors takes some 25 s of a fork; {@code cpu.compilers} says what they
 * still took.
 *
 * <p>{@code java -jar target/benchmarks.jar FanOutBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(
    value = 3,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
@Threads(1)
public class FanOutBenchmark extends BatchBenchmark {
  /** The way of issuing the batch; one thread always has a concurrency of one. */
  @Param({"SINGLE_THREAD", "THREAD_POOL", "VIRTUAL_THREADS", "WORKER_PROCESSES"})
  public String strategy = "";

  /** N, the requests of a batch. */
  @Param("1000")
  public int requests;

  /** c, the most requests in flight. */
  @Param("10")
  public int concurrency;

  /** The stub's service delay: 0, 2ms, exp:2ms or lognormal:2ms:20ms. */
  @Param({"0", "2ms"})
  public String delay = "";

  /** What a request is: okhttp, h2c, jdk, null, spin:50us or park:2ms. */
  @Param("okhttp")
  public String exchange = "";

  /** Requests that a worker process gets at a time: a number, python or even. */
  @Param("1")
  public String chunk = "";

  /** What carries frames to worker processes and back: pipe or unix. */
  @Param("pipe")
  public String channel = "";

  /** The most chunks that a worker process has been handed and has not answered. */
  @Param("1")
  public int window;

  /** The server: stub, or an address such as http://127.0.0.1:8080/{n} that is not ours. */
  @Param("stub")
  public String target = "";

  @Override
  TrialConfig config() {
    return TrialConfig.parse(strategy, requests, concurrency, delay, exchange, chunk)
        .withChannel(channel, window)
        .withTarget(target);
  }

  /** One batch. */
  @Benchmark
  public Batch fanOut() throws InterruptedException {
    return issue();
  }
}
