package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.os.JvmCommand;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers do not outlive a parent that had no chance to close them. */
@Timeout(60)
final class ParentDeathIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void workersEndSoonAfterTheirParentWasKilledEvenInATaskThatStalls(ChannelKind kind)
      throws Exception {
    Process parent =
        JvmCommand.of(PoolHolder.class.getName()).withArguments(List.of(kind.name())).toBuilder()
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = parent.inputReader()) {
      List<Long> workers = Arrays.stream(output.readLine().split(" ")).map(Long::valueOf).toList();
      assertThat(workers).hasSize(2);
      assertThat(Processes.noneRuns(workers)).isFalse();

      parent.destroyForcibly().waitFor();

      Processes.await("workers end", SOON, () -> Processes.noneRuns(workers));
    } finally {
      parent.destroyForcibly();
    }
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void aParentThatForgetsToCloseItsPoolEnds(ChannelKind kind) throws Exception {
    Process parent =
        JvmCommand.of(PoolHolder.class.getName())
            .withArguments(List.of(kind.name(), "forget"))
            .toBuilder()
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = parent.inputReader()) {
      List<Long> workers = Arrays.stream(output.readLine().split(" ")).map(Long::valueOf).toList();
      assertThat(parent.waitFor(SOON)).isTrue();
      assertThat(parent.exitValue()).isZero();
      Processes.await("workers end", SOON, () -> Processes.noneRuns(workers));
    } finally {
      parent.destroyForcibly();
    }
  }

  /** A parent whose workers are in the middle of tasks that never end. */
  static final class PoolHolder {
    private PoolHolder() {}

    public static void main(String[] args) throws InterruptedException {
      ProcessPool pool =
          ProcessPool.builder(2).channels(new ChannelSpec(ChannelKind.valueOf(args[0]), 2)).open();
      for (int task = 0; task < 10; task++) {
        CompletableFuture<String> ignored = pool.submit(Tasks.Misbehave.class, "stall");
      }
      System.out.println(
          pool.pids().stream().map(Object::toString).collect(Collectors.joining(" ")));
      if (args.length == 1) {
        Thread.currentThread().join();
      }
    }
  }
}
