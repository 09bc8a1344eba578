package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.process.ProcessPool.OnWorkerDeath;
import fanout.process.RogueWorker.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workers that die or stop at any step of a task, or break the protocol: each task has a typed
 * outcome in a bounded time, and no process, thread or file is left.
 */
@Timeout(60)
final class PoolFaultIT {
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(40);

  /** More than a pipe or a socket's buffer holds. */
  private static final int LONG_BYTES = 8 << 20;

  @AfterEach
  void nothingIsLeft() {
    Processes.requireNothingLeft();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(ChannelKind.PIPE, "exit decoding", "exited with code 3"),
        Arguments.of(ChannelKind.UNIX, "exit", "exited with code 3"),
        Arguments.of(ChannelKind.PIPE, "exit encoding", "exited with code 3"),
        Arguments.of(ChannelKind.PIPE, "kill", "was killed by SIGKILL (9)"),
        Arguments.of(ChannelKind.UNIX, "grandchild", "exited with code 4"),
        Arguments.of(ChannelKind.PIPE, "grandchild", "exited with code 4"),
        Arguments.of(ChannelKind.PIPE, "stop", "was stopped by a signal, and was killed"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void givesEachTaskATypedOutcomeInTime(ChannelKind kind, String fatal, String words) {
    assertTimeoutPreemptively(
        TOLD_WITHIN,
        () -> {
          try (ProcessPool pool = builder(kind, 2).open()) {
            List<CompletableFuture<String>> others = new ArrayList<>();
            for (int task = 0; task < 20; task++) {
              others.add(pool.submit(Tasks.Misbehave.class, "fine"));
            }
            assertThat(death(pool.submit(Tasks.Misbehave.class, fatal)))
                .hasMessageContaining(words);
            for (CompletableFuture<String> other : others) {
              Throwable thrown = catchThrowableOfType(ExecutionException.class, other::get);
              assertThat(thrown == null || thrown.getCause() instanceof WorkerDiedException)
                  .isTrue();
            }
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "EXIT_AT_START, exited with code 7",
    "GARBAGE_AT_START, sent a bad frame (frame length must be from 1",
    "CLOSE_AT_START, 'closed its channel without ending, and was killed'"
  })
  void tellsWhyAWorkerDoesNotStart(Fault fault, String words) {
    WorkerDiedException died =
        catchThrowableOfType(
            WorkerDiedException.class,
            () -> builder(ChannelKind.PIPE, 2).command(RogueWorker.with(fault)).open().close());
    assertThat(died).hasMessageContaining(words);
    if (fault == Fault.EXIT_AT_START) {
      assertThat(died.stderr()).contains("no such moon");
    }
  }

  /** Each start is a race between the process's end and the threads that are to serve it. */
  @RepeatedTest(20)
  void tellsOfEachWorkerThatEndsBeforeItIsServed() {
    assertThatExceptionOfType(WorkerDiedException.class)
        .isThrownBy(
            () ->
                builder(ChannelKind.PIPE, 1)
                    .command(RogueWorker.with(Fault.EXIT_AT_START))
                    .open()
                    .close())
        .withMessageContaining("exited with code 7");
  }

  @ParameterizedTest
  @CsvSource({
    "WRONG_COUNT, expected 1 results of",
    "UNASKED_ANSWER, expected",
    "KILLED_IN_A_LONG_FRAME, exited with code 5",
    "CLOSED_CHANNEL, 'closed its channel without ending, and was killed'"
  })
  void tellsOfAWorkerThatBreaksTheProtocol(Fault fault, String words) {
    assertTimeoutPreemptively(
        TOLD_WITHIN,
        () -> {
          try (ProcessPool pool =
              builder(ChannelKind.PIPE, 1).command(RogueWorker.with(fault)).open()) {
            assertThat(deathOfAny(pool)).hasMessageContaining(words);
          }
        });
  }

  /** What the start of the replacement throws is no {@link java.io.IOException}. */
  @Test
  void tellsAllCallersWhereADeadWorkerCannotBeReplaced() throws Exception {
    String home = System.getProperty("java.home");
    try (ProcessPool pool =
        builder(ChannelKind.PIPE, 1).onWorkerDeath(OnWorkerDeath.REPLACE).open()) {
      ParentQueue<Integer> queue = pool.queue("numbers", Codec.INTEGER, 1);
      CompletableFuture<Integer> first = pool.submit(Tasks.Waiting.class, "numbers");
      CompletableFuture<String> fatal = pool.submit(Tasks.Misbehave.class, "exit");
      CompletableFuture<String> behind = pool.submit(Tasks.Misbehave.class, "fine");
      System.setProperty("java.home", "\0");
      queue.put(7);
      assertThat(first.get(TOLD_WITHIN.toSeconds(), TimeUnit.SECONDS)).isEqualTo(7);
      assertThat(death(fatal)).hasMessageContaining("exited with code 3");
      assertThat(death(behind)).hasMessageContaining("exited with code 3");
    } finally {
      System.setProperty("java.home", home);
    }
  }

  @Test
  void tellsTheParentWhyAQueueOfABrokenPoolHasEnded() throws Exception {
    try (ProcessPool pool = builder(ChannelKind.PIPE, 2).open()) {
      ParentQueue<Integer> queue = pool.queue("numbers", Codec.INTEGER, 1);
      CompletableFuture<Integer> living = pool.submit(Tasks.Waiting.class, "numbers");
      CompletableFuture<String> producer = pool.submit(Tasks.Misbehave.class, "exit");
      assertThatIllegalStateException()
          .isThrownBy(queue::take)
          .withMessageMatching(
              "the pool of queue 'numbers' has ended: worker 1 .* exited with code 3")
          .withCauseInstanceOf(WorkerDiedException.class);
      assertThat(death(producer)).hasMessageContaining("exited with code 3");
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> living.get(TOLD_WITHIN.toSeconds(), TimeUnit.SECONDS))
          .withMessageContaining("the pool ends");
    }
  }

  @Test
  void closesInOrderThoughAWorkerThrowsAtTheVeryEnd() throws Exception {
    ProcessPool pool =
        builder(ChannelKind.PIPE, 1).command(RogueWorker.with(Fault.THROW_AFTER_SHUTDOWN)).open();
    assertThatCode(pool::close).doesNotThrowAnyException();
  }

  /** The caller is in the middle of writing when the only reader dies. */
  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void failsATaskWhoseWorkerIsKilledWhileALongArgumentIsOnItsWay(ChannelKind kind) {
    assertTimeoutPreemptively(
        TOLD_WITHIN,
        () -> {
          try (ProcessPool pool = builder(kind, 1).open()) {
            long pid = pool.pids().getFirst();
            signal("STOP", pid);
            CompletableFuture<CompletableFuture<byte[]>> submitted = new CompletableFuture<>();
            Thread writer =
                Thread.ofPlatform()
                    .start(
                        () ->
                            submitted.complete(
                                pool.submit(Tasks.Reverse.class, new byte[LONG_BYTES])));
            Processes.await("it is on its way", TOLD_WITHIN, () -> isWriting(writer));
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            assertThat(death(submitted.get())).hasMessageContaining("was ");
            assertThat(writer.join(TOLD_WITHIN)).isTrue();
          }
        });
  }

  @Test
  void seesADeathWhileTheCommonPoolHasNoThreadLeft() {
    CountDownLatch release = new CountDownLatch(1);
    for (int thread = 0; thread < ForkJoinPool.getCommonPoolParallelism(); thread++) {
      ForkJoinPool.commonPool().execute(() -> await(release));
    }
    try {
      assertTimeoutPreemptively(
          TOLD_WITHIN,
          () -> {
            try (ProcessPool pool = builder(ChannelKind.PIPE, 1).open()) {
              assertThat(death(pool.submit(Tasks.Misbehave.class, "exit")))
                  .hasMessageContaining("exited with code 3");
            }
          });
    } finally {
      release.countDown();
    }
  }

  private static PoolBuilder builder(ChannelKind kind, int workers) {
    return ProcessPool.builder(workers).channels(new ChannelSpec(kind, 2));
  }

  private static boolean isWriting(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(FrameChannel.class.getName()));
  }

  /** One of two, since a first answer may be right. */
  private static WorkerDiedException deathOfAny(ProcessPool pool) throws Exception {
    CompletableFuture<String> first = pool.submit(Tasks.Misbehave.class, "one");
    try {
      first.get(TOLD_WITHIN.toSeconds(), TimeUnit.SECONDS);
      CompletableFuture<String> second = pool.submit(Tasks.Misbehave.class, "two");
      return death(second);
    } catch (ExecutionException e) {
      return (WorkerDiedException) Objects.requireNonNull(e.getCause());
    } catch (WorkerDiedException e) {
      return e;
    }
  }

  private static void await(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static WorkerDiedException death(CompletableFuture<?> future) {
    ExecutionException thrown =
        catchThrowableOfType(
            ExecutionException.class, () -> future.get(TOLD_WITHIN.toSeconds(), TimeUnit.SECONDS));
    assertThat(thrown).hasCauseInstanceOf(WorkerDiedException.class);
    return (WorkerDiedException) Objects.requireNonNull(thrown.getCause());
  }

  private static void signal(String name, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }
}
