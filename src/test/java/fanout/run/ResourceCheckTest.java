package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.os.Capacity;
import fanout.os.Resource;
import fanout.results.Suite;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResourceCheckTest {
  /** A usual machine: 4096 files, 28 232 ports, 32 768 thread numbers, 8 GiB free. */
  private static final Map<Resource, Long> USUAL =
      Map.of(
          Resource.FILES, 4_096L,
          Resource.PORTS, 28_232L,
          Resource.USER_THREADS, 90_000L,
          Resource.THREAD_NUMBERS, 32_768L,
          Resource.KERNEL_THREADS, 190_000L,
          Resource.MAPPINGS, 65_530L,
          Resource.MEMORY_MIB, 8_192L);

  private static final OptionalLong HEAP = OptionalLong.of(2L << 30);

  @ParameterizedTest
  @CsvSource({
    "VIRTUAL_THREADS, okhttp, 5000, 5200 open files in one process, ulimit -Hn 5200",
    "WORKER_PROCESSES, null, 1200, 5000 open files in one process, ulimit -Hn 5000",
    "THREAD_POOL, park:1ms, 100000, 101050 threads of one user, ulimit -u 101050",
    "THREAD_POOL, park:1ms, 40000, 41050 thread numbers, kernel.pid_max=41050",
    "THREAD_POOL, park:1ms, 31717, 65534 memory mappings, vm.max_map_count=65534",
    "WORKER_PROCESSES, null, 200, 13056 MiB of free memory, have 13056 MiB",
  })
  void refusesWhatTheMachineCannotGive(
      String strategy, String exchange, int concurrency, String need, String remedy) {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> require(USUAL, strategy, exchange, 1000, concurrency))
        .withMessageContaining("concurrency=" + concurrency)
        .withMessageContaining(need)
        .withMessageContaining("the limit here is")
        .withMessageContaining(remedy);
  }

  @Test
  void refusesMorePortsThanThereAre() {
    Map<Resource, Long> files = new EnumMap<>(USUAL);
    files.put(Resource.FILES, 1_000_000L);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> require(files, "VIRTUAL_THREADS", "okhttp", 1000, 28_100))
        .withMessageContaining("28300 local ports to one server, the limit here is 28232")
        .withMessageContaining("ip_local_port_range");
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> require(files, "VIRTUAL_THREADS", "okhttp", 1000, 70_000))
        .withMessageContaining("without sockets");
    assertThatCode(() -> require(files, "VIRTUAL_THREADS", "okhttp", 1000, 28_000))
        .doesNotThrowAnyException();
  }

  @Test
  void addsUpWhatContendersNeedThatAreOpenAtOnce() {
    List<Contender> pools =
        Stream.of("THREAD_POOL", "ORACLE_SHARED", "ORACLE_THREADS")
            .map(strategy -> contender(strategy, "park:1ms", 1000, 12_000))
            .toList();
    assertThatCode(() -> require(USUAL, "THREAD_POOL", "park:1ms", 1000, 12_000))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> new ResourceCheck(Capacity.of(USUAL), HEAP).require(pools))
        .withMessageContaining("concurrency=12000 in 3 contenders at once needs 37050 thread")
        .withMessageEndingWith("or lower concurrency, or add --isolated");
  }

  @Test
  void countsWorkersThatContendersShareOnce() {
    List<Contender> both =
        Stream.of("WORKER_PROCESSES", "ORACLE_PROCESSES")
            .map(strategy -> contender(strategy, "null", 1000, 100))
            .toList();
    assertThat(ResourceCheck.needs(both)).isEqualTo(ResourceCheck.needs(both.subList(0, 1)));
  }

  @Test
  void refusesABatchThatDoesNotFitIntoTheHeap() {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> require(USUAL, "VIRTUAL_THREADS", "null", 10_000_000, 10))
        .withMessageContaining("requests=10000000")
        .withMessageContaining("-Xmx");
    Contender large = contender("VIRTUAL_THREADS", "null", 10_000_000, 10);
    assertThatCode(
            () ->
                new ResourceCheck(Capacity.of(USUAL), OptionalLong.empty()).require(List.of(large)))
        .doesNotThrowAnyException();
  }

  @Test
  void allowsAHundredThousandVirtualThreadsWithoutSockets() {
    assertThatCode(() -> require(USUAL, "VIRTUAL_THREADS", "park:10ms", 1_000_000, 100_000))
        .doesNotThrowAnyException();
  }

  @Test
  void aRunIsRefusedBeforeItsFirstFork() {
    BenchmarkRun run =
        new BenchmarkRun(
            List.of("-p", "strategy=VIRTUAL_THREADS", "-p", "concurrency=9000000", "-p", "delay=0"),
            Suite.DEFAULT,
            System.out,
            System.err);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(run::execute)
        .withMessageContaining("concurrency=9000000 needs")
        .withMessageContaining("the limit here is");
  }

  @Test
  void refusesNothingWhereThePlatformDoesNotSay() {
    Contender large = contender("WORKER_PROCESSES", "okhttp", 1_000_000, 100_000);
    assertThatCode(
            () ->
                new ResourceCheck(Capacity.of(Map.of()), OptionalLong.empty())
                    .require(List.of(large)))
        .doesNotThrowAnyException();
  }

  private static void require(
      Map<Resource, Long> amounts,
      String strategy,
      String exchange,
      int requests,
      int concurrency) {
    new ResourceCheck(Capacity.of(amounts), HEAP)
        .require(List.of(contender(strategy, exchange, requests, concurrency)));
  }

  private static Contender contender(
      String strategy, String exchange, int requests, int concurrency) {
    return Contenders.with(
        "strategy=" + strategy,
        "exchange=" + exchange,
        "requests=" + requests,
        "concurrency=" + concurrency);
  }
}
