package fanout.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
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

  private static FanOut open(Strategy strategy, int concurrency, ExchangeSpec exchange) {
    return strategy.open(new FanOutConfig(concurrency, exchange, Target.NONE, Chunk.ONE));
  }
}
