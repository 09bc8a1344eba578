package fanout.benchmarks;

import fanout.ledger.Keeping;
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
 * What does a request cost as the slots grow from ten to a hundred thousand? Ten requests a slot
 * that wait 10 ms each, so that the ideal makespan is always 100 ms; {@code summary} prints
 * makespan and processor time for each request.
 *
 * <p>Not measured: sockets. With {@code -p exchange=okhttp} the slots are bounded by open files and
 * local ports, which is checked beforehand.
 *
 * <p>{@code java -jar target/benchmarks.jar SlotGrowthBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(
    value = 2,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class SlotGrowthBenchmark extends BatchBenchmark {
  /** The way of issuing the batch. */
  @Param("VIRTUAL_THREADS")
  public String strategy = "";

  /** N ÷ c. */
  @Param("10")
  public int requestsPerSlot;

  /** c, the most requests in flight. */
  @Param({"10", "100", "1000", "10000", "100000"})
  public int concurrency;

  /** The stub's service delay. */
  @Param("0")
  public String delay = "";

  /** What a request is. */
  @Param("park:10ms")
  public String exchange = "";

  /** What is kept of each request: off, sums or full. */
  @Param("full")
  public String ledger = "";

  @Override
  TrialConfig config() {
    int requests = Math.multiplyExact(requestsPerSlot, concurrency);
    return TrialConfig.parse(strategy, requests, concurrency, delay, exchange, "1")
        .withKeeping(Keeping.parse(ledger));
  }

  /** One batch. */
  @Benchmark
  public Batch batch() throws InterruptedException {
    return issue();
  }
}
