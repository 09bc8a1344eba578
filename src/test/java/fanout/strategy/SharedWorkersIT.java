package fanout.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.SpinRate;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import fanout.process.Codec;
import fanout.process.Queues;
import fanout.process.Task;
import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Strategies of one JVM that use the same worker processes. */
@Timeout(60)
final class SharedWorkersIT {
  private static final ExchangeSpec NULL = ExchangeSpec.parse("null");

  @Test
  void servesASmallerConcurrencyFromTheLargerPoolUntilTheLastHasClosed() throws Exception {
    List<Long> pids;
    try (FanOut strategy = open(Strategy.WORKER_PROCESSES, 3, NULL)) {
      FanOut control = open(Strategy.ORACLE_PROCESSES, 2, NULL);
      pids = strategy.workerPids();
      assertThat(control.workerPids()).isEqualTo(pids.subList(0, 2));
      assertThat(control.issue(Timeline.recording(9)).failures()).isEmpty();
      control.close();
      control.close();
      assertThat(strategy.issue(Timeline.recording(9)).failures()).isEmpty();
    }
    assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
  }

  @Test
  void startsOtherWorkersForAnotherExchangeAndForMoreThanThereAre() {
    try (FanOut first = open(Strategy.WORKER_PROCESSES, 1, NULL);
        FanOut other = open(Strategy.WORKER_PROCESSES, 1, ExchangeSpec.parse("spin:1us"));
        FanOut larger = open(Strategy.WORKER_PROCESSES, 2, NULL)) {
      assertThat(other.workerPids()).doesNotContainAnyElementsOf(first.workerPids());
      assertThat(larger.workerPids()).doesNotContainAnyElementsOf(first.workerPids());
    }
  }

  /** Each reply of the stub ends its connection. */
  @Test
  void countsNoConnectionsThatTheOtherStrategyOpened() throws Exception {
    StubConfig closing = StubConfig.withDefaults().withRequestsPerConnection(1);
    try (StubProcess stub = StubProcess.start(closing)) {
      Target target = new Target(stub.uri(), closing.bodyBytes());
      ExchangeSpec okhttp = ExchangeSpec.parse("okhttp");
      try (FanOut strategy = open(Strategy.WORKER_PROCESSES, 2, okhttp, target);
          FanOut control = open(Strategy.ORACLE_PROCESSES, 2, okhttp, target)) {
        strategy.issue(Timeline.off(6));
        control.issue(Timeline.off(6));
        long before = strategy.connectionsOpened();
        strategy.issue(Timeline.off(6));
        assertThat(strategy.connectionsOpened() - before).isEqualTo(6);
        assertThat(control.connectionsOpened()).isEqualTo(18);
      }
    }
  }

  /** Workers that start together would each measure while they share the processors. */
  @Test
  void givesWorkersThisProcessesRateOfSpinning() throws Exception {
    ExchangeSpec spin = ExchangeSpec.parse("spin:1us");
    SharedWorkers workers = SharedWorkers.open(new FanOutConfig(2, spin, Target.NONE, Chunk.ONE));
    try (workers) {
      List<String> rates = workers.pool().map(Rate.class, List.of("", ""), 1);
      assertThat(rates)
          .allSatisfy(
              rate ->
                  assertThat(spin.jvmOptions())
                      .containsExactly("-D" + SpinRate.PROPERTY + "=" + rate));
    }
  }

  /** Tells the rate of spinning that a worker was given. */
  static final class Rate implements Task<String, String> {
    @Override
    public Codec<String> argumentCodec() {
      return Codec.TEXT;
    }

    @Override
    public Codec<String> resultCodec() {
      return Codec.TEXT;
    }

    @Override
    public String run(String argument, Queues queues) {
      return System.getProperty(SpinRate.PROPERTY, "none");
    }
  }

  private static FanOut open(Strategy strategy, int concurrency, ExchangeSpec exchange) {
    return open(strategy, concurrency, exchange, Target.NONE);
  }

  private static FanOut open(
      Strategy strategy, int concurrency, ExchangeSpec exchange, Target target) {
    return strategy.open(new FanOutConfig(concurrency, exchange, target, Chunk.ONE));
  }
}
