package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fanout.process.TaskFailedException.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Worker processes used like threads. */
@Timeout(60)
final class ProcessPoolIT {
  private static final long LIMIT_SECONDS = 30;

  static Stream<Arguments> channels() {
    return Stream.of(ChannelKind.values())
        .flatMap(kind -> Stream.of(1, 4).map(window -> Arguments.of(kind, window)));
  }

  @AfterEach
  void noThreadIsLeft() {
    assertThat(Processes.servingThreads()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("channels")
  void bringsResultsInTheOrderOfTheArguments(ChannelKind kind, int window) throws Exception {
    List<Integer> numbers = IntStream.range(0, 300).boxed().toList();
    List<Long> squares = numbers.stream().map(number -> (long) number * number).toList();
    try (ProcessPool pool = open(3, kind, window)) {
      assertThat(get(pool.submit(Tasks.Square.class, 12))).isEqualTo(144L);
      for (int chunk : new int[] {1, 7, 1000}) {
        assertThat(pool.map(Tasks.Square.class, numbers, chunk)).isEqualTo(squares);
      }
    }
  }

  @Test
  void usesAllItsProcessesAndNoOther() throws Exception {
    try (ProcessPool pool = ProcessPool.open(3)) {
      List<Integer> many = IntStream.range(0, 600).boxed().toList();
      assertThat(new HashSet<>(pool.map(Tasks.ProcessNumber.class, many, 1)))
          .containsExactlyInAnyOrderElementsOf(pool.pids());
    }
  }

  /** Both directions at once hold more than any buffer: neither side may wait for the other. */
  @ParameterizedTest
  @MethodSource("channels")
  void carriesLongArgumentsAndResultsAtOnce(ChannelKind kind, int window) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<byte[]> values = new ArrayList<>();
    for (int index = 0; index < 24; index++) {
      byte[] value = new byte[random.nextInt(index % 3 == 0 ? 10 : 2_000_000)];
      random.nextBytes(value);
      values.add(value);
    }
    try (ProcessPool pool = open(2, kind, window)) {
      List<byte[]> reversed = pool.map(Tasks.Reverse.class, values, 1);
      List<byte[]> back = pool.map(Tasks.Reverse.class, reversed, 1);
      for (int index = 0; index < values.size(); index++) {
        assertThat(back.get(index)).isEqualTo(values.get(index));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void tellsAtWhatATaskFailedAndDoesTheNext(ChannelKind kind) throws Exception {
    try (ProcessPool pool = open(1, kind, 1)) {
      requireFailure(pool, "throw", Stage.RUNNING, "java.io.IOException: no such luck");
      requireFailure(pool, "error", Stage.RUNNING, "java.lang.StackOverflowError: too deep");
      requireFailure(pool, "undecodable", Stage.DECODING, "cannot be read");
      requireFailure(pool, "no result", Stage.ENCODING, "cannot be written down");
      requireFailure(pool, "long", Stage.ENCODING, "a frame has at most");
      requireFailure(pool, "no return", Stage.RETURNING, "cannot be read");
      requireFailure(pool, "no queue", Stage.RUNNING, "the pool has no queue");
    }
  }

  private static void requireFailure(ProcessPool pool, String argument, Stage stage, String words)
      throws Exception {
    TaskFailedException failed = failure(pool.submit(Tasks.Misbehave.class, argument));
    assertThat(failed.stage()).isEqualTo(stage);
    assertThat(failed.taskClass()).isEqualTo(Tasks.Misbehave.class.getName());
    assertThat(failed).hasMessageContaining(words);
    assertThat(get(pool.submit(Tasks.Misbehave.class, "fine"))).isEqualTo("fine");
  }

  @Test
  void refusesWhatCannotBeATaskBeforeAnythingIsSent() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> pool.submit(Tasks.Particular.class, 1))
          .withMessageContaining("Particular must have a constructor without parameters");
      Task<Integer, Integer> anonymous = anonymous();
      @SuppressWarnings("unchecked")
      Class<? extends Task<Integer, Integer>> type =
          (Class<? extends Task<Integer, Integer>>) anonymous.getClass();
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> pool.submit(type, 1))
          .withMessageContaining("must have a name of its own");
      assertThat(failure(pool.submit(Tasks.AtHome.class, 1)).stage()).isEqualTo(Stage.LOADING);
    }
  }

  @Test
  void refusesArgumentsThatDoNotEncodeBeforeAnyIsSent() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      assertThatExceptionOfType(EncodingException.class)
          .isThrownBy(
              () -> pool.map(Tasks.Misbehave.class, List.of("exit", "exit", "unencodable 7"), 1))
          .withMessageContaining("'unencodable 7' cannot be written down");
      byte[] tooLong = new byte[FrameCodec.MAX_LENGTH];
      assertThatExceptionOfType(EncodingException.class)
          .isThrownBy(() -> pool.submit(Tasks.Reverse.class, tooLong))
          .withMessageContaining("a frame has at most");
      assertThat(get(pool.submit(Tasks.Misbehave.class, "fine"))).isEqualTo("fine");
    }
  }

  @Test
  void refusesChunksBelowOneAndMoreWorkersThanTheMachineHolds() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pool.map(Tasks.Square.class, List.of(1), 0))
          .withMessage("chunk must be > 0, was 0");
    }
    long before = ProcessHandle.current().children().count();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ProcessPool.open(10_000_000))
        .withMessageContaining("was 10000000: each needs some");
    assertThat(ProcessHandle.current().children().count()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void breaksWhenAWorkerDiesAndLeavesNothing(ChannelKind kind) throws Exception {
    List<Long> pids;
    try (ProcessPool pool = open(2, kind, 2)) {
      pids = pool.pids();
      List<CompletableFuture<String>> all = new ArrayList<>();
      for (int task = 0; task < 40; task++) {
        all.add(pool.submit(Tasks.Misbehave.class, task == 0 ? "exit" : "fine " + task));
      }
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> all.getFirst().get(LIMIT_SECONDS, TimeUnit.SECONDS))
          .withCauseInstanceOf(WorkerDiedException.class)
          .withMessageContaining("exited with code 3");
      for (CompletableFuture<String> each : all) {
        Throwable thrown = catchThrowableOfType(ExecutionException.class, () -> get(each));
        assertThat(thrown == null || thrown.getCause() instanceof WorkerDiedException).isTrue();
      }
      assertThatExceptionOfType(WorkerDiedException.class)
          .isThrownBy(() -> pool.submit(Tasks.Misbehave.class, "fine"));
    }
    assertThat(Processes.noneRuns(pids)).isTrue();
  }

  @Test
  void doesWhatWasSubmittedBeforeItClosesAndNothingAfter() throws Exception {
    List<CompletableFuture<Long>> all = new ArrayList<>();
    ProcessPool pool = ProcessPool.open(2);
    for (int number = 0; number < 200; number++) {
      all.add(pool.submit(Tasks.Square.class, number));
    }
    pool.shutdown();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> pool.submit(Tasks.Square.class, 1));
    pool.close();
    assertThat(all)
        .allMatch(CompletableFuture::isDone)
        .noneMatch(f -> f.isCompletedExceptionally());
    assertThat(Processes.noneRuns(pool.pids())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void killsTasksThatNeverEnd(ChannelKind kind) throws Exception {
    ProcessPool pool = open(2, kind, 2);
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int task = 0; task < 10; task++) {
      all.add(pool.submit(Tasks.Misbehave.class, "stall"));
    }
    pool.kill();
    for (CompletableFuture<String> each : all) {
      assertThat(each).isCompletedExceptionally();
    }
    assertThat(Processes.noneRuns(pool.pids())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("channels")
  void connectsProcessesByBoundedQueues(ChannelKind kind, int window) throws Exception {
    int workers = 3;
    int rounds = 40;
    try (ProcessPool pool = open(workers, kind, window)) {
      ParentQueue<Integer> numbers = pool.queue("numbers", Codec.INTEGER, 2);
      ParentQueue<Integer> doubles = pool.queue("doubles", Codec.INTEGER, 2);
      List<CompletableFuture<Integer>> all = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        all.add(pool.submit(Tasks.Doubling.class, rounds));
      }
      Set<Integer> taken = new HashSet<>();
      // More than all queues and workers hold would stop both, if nobody took.
      CompletableFuture<Void> filling = new CompletableFuture<>();
      Thread.ofPlatform().start(() -> fill(numbers, workers * rounds, filling));
      for (int count = 0; count < workers * rounds; count++) {
        taken.add(doubles.take());
      }
      filling.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(taken)
          .isEqualTo(
              new HashSet<>(IntStream.range(0, workers * rounds).map(n -> 2 * n).boxed().toList()));
      for (CompletableFuture<Integer> each : all) {
        assertThat(get(each)).isEqualTo(rounds);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pool.queue("numbers", Codec.TEXT, 1))
          .withMessageContaining("'numbers' already");
    }
  }

  /** There are so many that the worker's share of them is more than its window. */
  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void handsAWorkerAsManyShortTasksAsTheLargestWindowHas(ChannelKind kind) throws Exception {
    int submitted = 3 * ChannelSpec.MAX_WINDOW;
    ProcessPool pool = open(1, kind, ChannelSpec.MAX_WINDOW);
    pool.queue("q", Codec.INTEGER, 1);
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int task = 0; task < submitted; task++) {
      all.add(pool.submit(Tasks.Waiting.class, "q"));
    }
    pool.kill();
    int handedOver = 0;
    for (CompletableFuture<Integer> each : all) {
      Throwable thrown = get(each.handle((result, failure) -> failure));
      if (!(thrown instanceof CancellationException)) {
        assertThat(thrown).isInstanceOf(WorkerDiedException.class);
        handedOver++;
      }
    }
    assertThat(handedOver).isEqualTo(ChannelSpec.MAX_WINDOW);
  }

  private static void fill(ParentQueue<Integer> queue, int count, CompletableFuture<Void> done) {
    try {
      for (int number = 0; number < count; number++) {
        queue.put(number);
      }
      done.complete(null);
    } catch (InterruptedException | RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private static ProcessPool open(int workers, ChannelKind kind, int window)
      throws InterruptedException {
    return ProcessPool.builder(workers).channels(new ChannelSpec(kind, window)).open();
  }

  private static Task<Integer, Integer> anonymous() {
    return new Task<>() {
      @Override
      public Codec<Integer> argumentCodec() {
        return Codec.INTEGER;
      }

      @Override
      public Codec<Integer> resultCodec() {
        return Codec.INTEGER;
      }

      @Override
      public Integer run(Integer argument, Queues queues) {
        return argument;
      }
    };
  }

  private static <R> R get(CompletableFuture<R> future) throws Exception {
    return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static TaskFailedException failure(CompletableFuture<?> future) {
    ExecutionException thrown = catchThrowableOfType(ExecutionException.class, () -> get(future));
    return (TaskFailedException) Objects.requireNonNull(thrown.getCause());
  }
}
