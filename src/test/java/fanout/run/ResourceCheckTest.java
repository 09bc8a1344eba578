package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.os.MachineLimits;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResourceCheckTest {
  /** A usual machine: 4096 files, 28 232 ports, 32 768 thread numbers, 8 GiB free. */
  private static final MachineLimits USUAL =
      new MachineLimits(
          OptionalLong.of(4_096),
          OptionalLong.of(28_232),
          OptionalLong.of(90_000),
          OptionalLong.of(32_768),
          OptionalLong.of(190_000),
          OptionalLong.of(65_530),
          OptionalLong.of(8L << 30),
          OptionalLong.of(2L << 30));

  @ParameterizedTest
  @CsvSource({
    "VIRTUAL_THREADS, okhttp, 5000, 5200 open files in one process, ulimit -Hn 5200",
    "WORKER_PROCESSES, null, 1200, 5000 open files in one process, ulimit -Hn 5000",
    "THREAD_POOL, park:1ms, 100000, 101050 threads of one user, ulimit -u 101050",
    "THREAD_POOL, park:1ms, 40000, 41050 thread numbers, kernel.pid_max=41050",
    "THREAD_POOL, park:1ms, 31717, 65534 memory mappings, vm.max_map_count=65534",
    "WORKER_PROCESSES, null, 200, 12800 MiB of free memory, 12800 MiB",
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
    MachineLimits files = withFiles(1_000_000);
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
  void refusesABatchThatDoesNotFitIntoTheHeap() {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> require(USUAL, "VIRTUAL_THREADS", "null", 10_000_000, 10))
        .withMessageContaining("requests=10000000")
        .withMessageContaining("-Xmx");
    assertThatCode(() -> require(USUAL.withoutHeap(), "VIRTUAL_THREADS", "null", 10_000_000, 10))
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
            System.out,
            System.err);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(run::execute)
        .withMessageContaining("concurrency=9000000 needs")
        .withMessageContaining("the limit here is");
  }

  @Test
  void refusesNothingWhereThePlatformDoesNotSay() {
    OptionalLong unknown = OptionalLong.empty();
    MachineLimits silent =
        new MachineLimits(unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown);
    assertThatCode(() -> require(silent, "WORKER_PROCESSES", "okhttp", 1_000_000, 100_000))
        .doesNotThrowAnyException();
  }

  @Test
  void readsTheLimitsOfThisMachine() {
    MachineLimits limits = MachineLimits.read();
    assertThat(limits.heapBytes()).hasValue(Runtime.getRuntime().maxMemory());
    assertThat(List.of(limits.ports(), limits.threadNumbers(), limits.mappings()))
        .allMatch(limit -> limit.orElse(0) > 1000);
  }

  private static void require(
      MachineLimits limits, String strategy, String exchange, int requests, int concurrency) {
    new ResourceCheck(limits)
        .require(
            ResourceNeeds.of(
                Contenders.with(
                    "strategy=" + strategy,
                    "exchange=" + exchange,
                    "requests=" + requests,
                    "concurrency=" + concurrency)));
  }

  private static MachineLimits withFiles(long files) {
    return new MachineLimits(
        OptionalLong.of(files),
        USUAL.ports(),
        USUAL.userThreads(),
        USUAL.threadNumbers(),
        USUAL.kernelThreads(),
        USUAL.mappings(),
        USUAL.memoryBytes(),
        USUAL.heapBytes());
  }
}
