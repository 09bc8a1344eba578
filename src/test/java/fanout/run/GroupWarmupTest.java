package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroupWarmupTest {
  private static final Duration UNLIMITED = Duration.ofHours(1);
  private static final long BATCH = 40_000_000;

  private final List<String> issued = new ArrayList<>();

  @Test
  void warmsWorkersFirstAndAllTogetherAtTheEnd() throws InterruptedException {
    var pool = new Figures("pool", false, _ -> BATCH);
    var processes = new Figures("processes", true, _ -> BATCH);
    assertThat(new GroupWarmup(List.of(pool, processes), UNLIMITED).warm()).isTrue();
    int last = issued.size() - 8;
    assertThat(issued.subList(last, issued.size()))
        .containsExactly(
            "pool", "processes", "pool", "processes", "pool", "processes", "pool", "processes");
    int firstOfPool = issued.indexOf("pool");
    assertThat(issued.subList(0, firstOfPool)).containsOnly("processes");
    assertThat(issued.subList(firstOfPool, last)).containsOnly("pool");
  }

  @ParameterizedTest
  @CsvSource({"1000000, 100", "40000000, 100", "250000000, 24", "50000000, 80"})
  void issuesSomeTimeThoughAScoreStandsStillBefore(long nanos, int batches)
      throws InterruptedException {
    new GroupWarmup(List.of(new Figures("alone", false, _ -> nanos)), UNLIMITED).warm();
    assertThat(issued).hasSize(batches + 4);
  }

  @Test
  void issuesFourSecondsOfEachContenderWithWorkers() throws InterruptedException {
    var one = new Figures("one", true, _ -> 1_000_000);
    var other = new Figures("other", true, _ -> 2_000_000);
    new GroupWarmup(List.of(one, other), UNLIMITED).warm();
    assertThat(one.batches).isEqualTo(4000 + 4);
    assertThat(other.batches).isEqualTo(2000 + 4);
  }

  @Test
  void issuesTwelveSecondsOfTasksWithoutWork() throws InterruptedException {
    var workers = new Figures("workers", true, _ -> 2_000_000);
    workers.expected = 2_000_000;
    new GroupWarmup(List.of(workers), UNLIMITED).warm();
    assertThat(workers.batches).isEqualTo(6000 + 4);
  }

  @Test
  void goesOnWithWhomStillMovesOnly() throws InterruptedException {
    var still = new Figures("still", false, _ -> BATCH);
    var moving = new Figures("moving", false, batch -> BATCH + Math.max(0, 90 - batch) * 1_000_000);
    assertThat(new GroupWarmup(List.of(still, moving), UNLIMITED).warm()).isTrue();
    List<String> ending = issued.subList(issued.size() - 20, issued.size());
    assertThat(ending.subList(0, 12)).containsOnly("moving");
  }

  @Test
  void waitsForTheStubToStandStillToo() throws InterruptedException {
    var still = new Figures("still", false, _ -> BATCH);
    still.stubNanos = batch -> 1_000_000L * Math.max(1, 200 - batch);
    new GroupWarmup(List.of(still), UNLIMITED).warm();
    assertThat(issued.size()).isGreaterThan(200);
  }

  @Test
  void saysThatALimitCameFirst() throws InterruptedException {
    var still = new Figures("still", false, _ -> BATCH);
    assertThat(new GroupWarmup(List.of(still), Duration.ZERO).warm()).isFalse();
    assertThat(issued).containsExactly("still");
  }

  @ParameterizedTest
  @CsvSource({"1, okhttp", "10, okhttp", "128, okhttp", "10, null", "10, spin:1ms"})
  void limitsWarmUpBeyondTheLeastThatWorkersIssue(int concurrency, String exchange) {
    Contender contender = Contenders.with("concurrency=" + concurrency, "exchange=" + exchange);
    for (int processors = 1; processors <= 64; processors++) {
      long expected = Schedule.of(List.of(contender), processors).batchNanos().getFirst();
      double least = expected < 20_000_000 ? 12 : 4;
      for (int pools : new int[] {1, 2, 8}) {
        for (int others : new int[] {0, 6}) {
          List<Figures> group = new ArrayList<>();
          IntStream.range(0, pools).forEach(_ -> group.add(expecting(expected, true)));
          IntStream.range(0, others).forEach(_ -> group.add(expecting(expected, false)));
          double limit = GroupWarmup.limit(group, concurrency, processors).toMillis() / 1e3;
          assertThat(0.7 * limit)
              .as("workers' share in s, %d pools, %d processors", pools, processors)
              .isGreaterThan(1.2 * pools * least + 10);
          assertThat(0.3 * limit).as("what is left of it in s").isGreaterThan(4);
        }
      }
    }
  }

  private Figures expecting(long nanos, boolean hasWorkers) {
    Figures figures = new Figures("contender", hasWorkers, _ -> nanos);
    figures.expected = nanos;
    return figures;
  }

  @Test
  void tellsThePaceByTheMedianContender() throws InterruptedException {
    var fast = new Figures("fast", false, _ -> BATCH / 2);
    var usual = new Figures("usual", false, _ -> 3 * BATCH);
    var slow = new Figures("slow", false, _ -> 9 * BATCH);
    var warmup = new GroupWarmup(List.of(slow, fast, usual), UNLIMITED);
    warmup.warm();
    assertThat(warmup.pace()).isEqualTo(3);
  }

  /** Issues nothing, and says how long it took. */
  private final class Figures implements GroupWarmup.Warming {
    private final String name;
    private final boolean hasWorkers;
    private final IntToLongFunction makespan;
    private IntToLongFunction stubNanos = _ -> 1_000_000L;
    private int batches;
    private long expected = BATCH;
    private long stub;

    Figures(String name, boolean hasWorkers, IntToLongFunction makespan) {
      this.name = name;
      this.hasWorkers = hasWorkers;
      this.makespan = makespan;
    }

    @Override
    public long warm() {
      issued.add(name);
      stub += stubNanos.applyAsLong(batches);
      return makespan.applyAsLong(batches++);
    }

    @Override
    public OptionalLong stubNanos() {
      return OptionalLong.of(stub);
    }

    @Override
    public boolean hasWorkers() {
      return hasWorkers;
    }

    @Override
    public double expectedNanos() {
      return expected;
    }
  }
}
