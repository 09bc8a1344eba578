package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers do not outlive a parent that had no chance to close them. */
@Timeout(60)
final class ParentDeathIT {
  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void workersEndSoonAfterTheirParentWasKilledEvenInAStalledRequest(ChannelKind kind)
      throws Exception {
    Process parent =
        new ProcessBuilder(
                new WorkerCommand(PoolHolder.class.getName(), List.of(), List.of(kind.name()))
                    .words(ChannelKind.PIPE.word()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = parent.inputReader()) {
      List<Long> workers = Arrays.stream(output.readLine().split(" ")).map(Long::valueOf).toList();
      assertThat(workers).hasSize(2);
      assertThat(Processes.noneRuns(workers)).isFalse();

      parent.destroyForcibly().waitFor();

      Processes.await("workers end", Duration.ofSeconds(5), () -> Processes.noneRuns(workers));
    } finally {
      parent.destroyForcibly();
    }
  }

  /** A parent whose workers are in the middle of long requests. */
  static final class PoolHolder {
    private PoolHolder() {}

    public static void main(String[] args) throws InterruptedException {
      WorkerPool pool =
          WorkerPool.open(
              2,
              ExchangeSpec.parse("park:60s"),
              Target.NONE,
              new ChannelSpec(ChannelKind.valueOf(args[0]), 2));
      Thread caller = Thread.currentThread();
      // Once the caller waits, every worker's chunk is in its pipe and will be read from there.
      Thread.ofPlatform().start(() -> printOnceWaiting(caller, pool));
      pool.issue(Timeline.off(10), 1);
    }

    private static void printOnceWaiting(Thread caller, WorkerPool pool) {
      Processes.await("the caller waits", Duration.ofSeconds(20), () -> Processes.waits(caller));
      System.out.println(
          pool.pids().stream().map(Object::toString).collect(Collectors.joining(" ")));
    }
  }
}
