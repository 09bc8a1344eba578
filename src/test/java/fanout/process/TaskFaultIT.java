package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workers that die or stop at any step of a task, over every channel: each task has a typed outcome
 * in a bounded time, and no process, thread or file is left.
 */
@Timeout(60)
final class TaskFaultIT {
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(10);

  /** More than a pipe, a socket's buffer or a ring holds. */
  private static final int LONG_BYTES = 8 << 20;

  private static final StallWatch.Limits SOON =
      new StallWatch.Limits(Duration.ofMillis(50), 3, Duration.ofMinutes(2));

  private Set<Path> filesBefore = Set.of();

  @BeforeEach
  void countFiles() {
    filesBefore = Processes.channelFiles();
  }

  @AfterEach
  void nothingIsLeft() {
    Processes.requireNothingLeft(filesBefore);
  }

  static Stream<Arguments> faults() {
    return Stream.of(ChannelKind.values())
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of(kind, "exit decoding", "exited with code 3"),
                    Arguments.of(kind, "exit", "exited with code 3"),
                    Arguments.of(kind, "exit encoding", "exited with code 3"),
                    Arguments.of(kind, "stop", "was stopped by a signal, and was killed")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachTaskHasATypedOutcomeInTime(ChannelKind kind, String fatal, String words) {
    assertTimeoutPreemptively(
        TOLD_WITHIN,
        () -> {
          try (WorkerPool pool = open(kind, 2)) {
            List<TaskOrder<String>> others = new ArrayList<>();
            for (int task = 0; task < 20; task++) {
              others.add(submit(pool, "fine"));
            }
            assertThat(death(submit(pool, fatal))).hasMessageContaining(words);
            for (TaskOrder<String> other : others) {
              Throwable thrown =
                  catchThrowableOfType(ExecutionException.class, () -> other.results().get());
              assertThat(thrown == null || thrown.getCause() instanceof WorkerDiedException)
                  .isTrue();
            }
          }
        });
  }

  /** The caller is in the middle of writing when the only reader dies. */
  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void aWorkerKilledWhileALongArgumentIsOnItsWayFailsTheTask(ChannelKind kind) {
    assertTimeoutPreemptively(
        TOLD_WITHIN,
        () -> {
          try (WorkerPool pool = open(kind, 1)) {
            long pid = pool.pids().getFirst();
            signal("STOP", pid);
            TaskOrder<byte[]> order =
                order(pool, TaskType.of(Tasks.Reverse.class), new byte[LONG_BYTES]);
            Thread writer = Thread.ofPlatform().start(() -> pool.add(order));
            Processes.await("it is on its way", TOLD_WITHIN, () -> pool.tasks().anyUnderWay());
            signal("KILL", pid);

            assertThat(death(order)).hasMessageContaining("was ");
            assertThat(writer.join(TOLD_WITHIN)).isTrue();
          }
        });
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void aDeathIsSeenWhileTheCommonPoolHasNoThreadLeft(ChannelKind kind) {
    CountDownLatch release = new CountDownLatch(1);
    for (int thread = 0; thread < ForkJoinPool.getCommonPoolParallelism(); thread++) {
      ForkJoinPool.commonPool().execute(() -> await(release));
    }
    try {
      assertTimeoutPreemptively(
          TOLD_WITHIN,
          () -> {
            try (WorkerPool pool = open(kind, 1)) {
              assertThat(death(submit(pool, "exit"))).hasMessageContaining("exited with code 3");
            }
          });
    } finally {
      release.countDown();
    }
  }

  private static WorkerPool open(ChannelKind kind, int workers) throws InterruptedException {
    return WorkerPool.open(
        workers,
        WorkerCommand.of(ExchangeSpec.parse("null"), Target.NONE),
        new ChannelSpec(kind, 2),
        SOON);
  }

  private static TaskOrder<String> submit(WorkerPool pool, String argument) {
    TaskOrder<String> order = order(pool, TaskType.of(Tasks.Misbehave.class), argument);
    pool.add(order);
    return order;
  }

  private static <A, R> TaskOrder<R> order(WorkerPool pool, TaskType<A, R> type, A argument) {
    return new TaskOrder<>(type.call(List.of(argument)), type.task().resultCodec(), pool.tasks());
  }

  private static void await(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static WorkerDiedException death(TaskOrder<?> order) {
    ExecutionException thrown =
        catchThrowableOfType(
            ExecutionException.class,
            () -> order.results().get(TOLD_WITHIN.toSeconds(), TimeUnit.SECONDS));
    assertThat(thrown).hasCauseInstanceOf(WorkerDiedException.class);
    return (WorkerDiedException) Objects.requireNonNull(thrown.getCause());
  }

  private static void signal(String name, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }
}
