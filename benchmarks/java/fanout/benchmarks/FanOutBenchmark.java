package fanout.benchmarks;

import fanout.os.ParentWatch;
import fanout.run.OpenGroup;
import fanout.strategy.Batch;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * How long do 1000 web requests take, issued by one thread, by a thread pool, by virtual threads or
 * by worker processes, and what of it is synchronization?
 *
 * <p>The score is the makespan of one batch: from its start to the moment when every reply has been
 * validated and is in the caller's hands. Threads, worker processes, connections and the stub
 * server are started before. A fork holds all contenders that are compared and lets each issue one
 * batch a round, in an order drawn anew; with one contender it is a plain benchmark of JMH's.
 *
 * <p>Not measured: starting any of them, DNS, TLS, a network between machines, or latency under an
 * arrival rate (a batch is closed: the next request waits for a free slot). Known bias: client and
 * stub share the machine's processors, so that with no delay the stub competes with what is
 * measured. Batches are issued before JMH's warm-up until makespans have stopped moving; {@code
 * warm.limit} says where they had not. With {@code -wi 0} it is one batch a contender.
 *
 * <p>{@code java -jar target/benchmarks.jar FanOutBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(
    value = 5,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
@Threads(1)
public class FanOutBenchmark {
  private static final Duration PARENT_CHECK = Duration.ofMillis(500);

  /** The way of issuing the batch; one thread always has a concurrency of one. */
  @Param({"SINGLE_THREAD", "THREAD_POOL", "VIRTUAL_THREADS", "WORKER_PROCESSES"})
  public String strategy = "";

  /** N, the requests of a batch. */
  @Param("1000")
  public String requests = "";

  /** c, the most requests in flight. */
  @Param("10")
  public String concurrency = "";

  /** The stub's service delay: 0, 2ms, exp:2ms or lognormal:2ms:20ms. */
  @Param({"0", "2ms"})
  public String delay = "";

  /** The kind of a request: okhttp, okhttp-quiet, h2c, jdk, null, spin:50us or park:2ms. */
  @Param("okhttp")
  public String exchange = "";

  /** Requests that a worker process gets at a time: a number, python or even. */
  @Param("1")
  public String chunk = "";

  /** The channel to worker processes and back: pipe or unix. */
  @Param("pipe")
  public String channel = "";

  /** The most chunks that a worker process has been handed and has not answered. */
  @Param("1")
  public String window = "";

  /**
   * The server: stub, stub-tls, or an address such as http://127.0.0.1:8080/{n} that is not ours.
   */
  @Param("stub")
  public String target = "";

  /** After so many requests the stub closes a connection: all, which is never, or a number. */
  @Param("all")
  public String requestsPerConnection = "";

  /** The length of each reply of the stub in bytes. */
  @Param("32")
  public String body = "";

  /** The part of each request's times that is recorded: off or full. */
  @Param("full")
  public String ledger = "";

  /** Known work added to each request: none, wake:2, spin:4us, lock:4us or lock-inside:4us. */
  @Param("none")
  public String addition = "";

  /** Tells apart contenders that are equal otherwise. */
  @Param("a")
  public String copy = "";

  /** Set by the program: the contenders of a group. */
  @Param("1")
  public String contenders = "";

  private OpenGroup group;

  /** Starts everything that is not timed, and warms it up. */
  @Setup(Level.Trial)
  public void open(BenchmarkParams benchmark) throws InterruptedException {
    ParentWatch.start(PARENT_CHECK);
    Map<String, String> parameters = new TreeMap<>();
    for (String name : benchmark.getParamsKeys()) {
      parameters.put(name, benchmark.getParam(name));
    }
    group = OpenGroup.open(parameters, benchmark.getWarmup().getCount() > 0);
  }

  /** Starts summing anew. */
  @Setup(Level.Iteration)
  public void beginIteration(IterationParams iteration) {
    group.beginIteration(iteration.getType() == IterationType.MEASUREMENT);
  }

  /** Prepares a batch. */
  @Setup(Level.Invocation)
  public void beforeInvocation() {
    group.beforeInvocation();
  }

  /** One round: a batch of each contender. With one contender, one batch. */
  @Benchmark
  public Batch fanOut() throws InterruptedException {
    return group.issue();
  }

  /** Draws up the books of a batch. */
  @TearDown(Level.Invocation)
  public void afterInvocation() {
    group.afterInvocation();
  }

  /** Checks the iteration and publishes what it showed. */
  @TearDown(Level.Iteration)
  public void endIteration(IterationParams iteration) {
    if (iteration.getType() == IterationType.MEASUREMENT) {
      group.endIteration();
    }
  }

  /** Ends everything that was started. */
  @TearDown(Level.Trial)
  public void close() {
    group.close();
  }
}
