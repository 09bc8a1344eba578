package fanout.benchmarks;

import fanout.exchange.Outcome;
import fanout.os.ParentWatch;
import fanout.run.ColdTrial;
import java.time.Duration;
import java.util.List;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What do worker processes cost that are started for one batch only: start them, let them do the
 * work, join them? The score is all of it, in ms; secondary metrics say when the first reply came
 * and what was before it.
 *
 * <p>Stages are means over workers, told apart by readings of one monotonic clock: the process is
 * asked for; it runs its program (the call returns then); its main class's first code runs; its
 * client is open, which is nearly all loading and initialising of classes; its first reply is in
 * the caller's hands. Steady state is the second half of all replies.
 *
 * <p>Not measured: starting the caller, which is warm, as its page cache is; making the AOT cache,
 * done once. Known bias: the JVMs, the caller and the stub server share the processors. With {@code
 * workers=0} the caller's own thread does the work, in a JVM that is warm.
 *
 * <p>{@code java -jar target/benchmarks.jar ColdStartBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(
    value = 3,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class ColdStartBenchmark {
  /** The processes that are started; 0 for the caller's thread alone. */
  @Param({"1", "10"})
  public int workers;

  /** The way of starting them: plain, lean (small heap, serial collector, no C2) or aot. */
  @Param({"plain", "lean", "aot"})
  public String start = "";

  /** N, the requests of the batch; at least one for each worker. */
  @Param("1000")
  public int requests;

  /** The stub's service delay. */
  @Param("0")
  public String delay = "";

  /** The kind of a request. */
  @Param("okhttp")
  public String exchange = "";

  private ColdTrial trial;

  /** Starts the stub server, and sees to it that there is an AOT cache. */
  @Setup(Level.Trial)
  public void open(BenchmarkParams benchmark) {
    ParentWatch.start(Duration.ofMillis(500));
    Map<String, String> parameters = new TreeMap<>();
    for (String name : benchmark.getParamsKeys()) {
      parameters.put(name, benchmark.getParam(name));
    }
    trial = ColdTrial.open(parameters);
  }

  /** From nothing to joined. */
  @Benchmark
  public List<Outcome> cold() throws InterruptedException {
    return trial.run();
  }

  /** Publishes the stages. */
  @TearDown(Level.Iteration)
  public void end() {
    trial.publish();
  }

  /** Ends the stub server. */
  @TearDown(Level.Trial)
  public void close() {
    trial.close();
  }
}
