package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.process.ProcessPool.OnWorkerDeath;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool used like an executor, by callers who interrupt, cancel, hurry and forget. */
@Timeout(60)
final class PoolAsExecutorIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @AfterEach
  void noThreadIsLeft() {
    Processes.await("no thread is left", SOON, () -> Processes.servingThreads().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void workersSurviveThatACallerIsInterrupted(ChannelKind kind) throws Exception {
    try (ProcessPool pool = builder(2, kind).open()) {
      ParentQueue<Integer> queue = pool.queue("numbers", Codec.INTEGER, 1);
      CompletableFuture<Integer> taken = pool.submit(Tasks.Waiting.class, "numbers");
      Thread.currentThread().interrupt();
      CompletableFuture<byte[]> reversed = pool.submit(Tasks.Reverse.class, new byte[3_000_000]);
      queue.put(7);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(get(reversed)).hasSize(3_000_000);
      assertThat(get(taken)).isEqualTo(7);

      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(queue::take);
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> pool.map(Tasks.Square.class, List.of(1, 2, 3), 1));
      assertThat(get(pool.submit(Tasks.Square.class, 9))).isEqualTo(81L);
    }
  }

  /** The worker stays the same one. */
  @Test
  void failsTheTaskAloneWhateverItThrows() throws Exception {
    Map<String, String> thrown =
        Map.of(
            "throwing message", "Nasty",
            "throwing trace", "described",
            "endless causes", "Endless",
            "memory", "OutOfMemoryError",
            "error in parent", "codec too deep");
    try (ProcessPool pool = ProcessPool.open(1)) {
      for (Map.Entry<String, String> each : thrown.entrySet()) {
        assertThat(failure(pool.submit(Tasks.Misbehave.class, each.getKey())))
            .as(each.getKey())
            .isInstanceOf(TaskFailedException.class)
            .hasMessageContaining(each.getValue());
      }
      assertThat(get(pool.submit(Tasks.Misbehave.class, "fine"))).isEqualTo("fine");
    }
  }

  /** As a task that never ends: only the limit of its submission ends either. */
  @Test
  void givesUpATaskWhoseExceptionCannotBeDescribedInTime() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      for (String argument : List.of("endless message", "endless trace")) {
        assertThat(failure(pool.submit(Tasks.Misbehave.class, argument, Duration.ofMillis(500))))
            .as(argument)
            .isInstanceOf(TaskTimeoutException.class);
        assertThat(get(pool.submit(Tasks.Misbehave.class, "fine"))).isEqualTo("fine");
      }
    }
  }

  /** Arguments of a feed are encoded when a worker is to get them, behind what it has already. */
  @ParameterizedTest
  @CsvSource({"memory encoding, OutOfMemoryError", "stack encoding, StackOverflowError"})
  void anErrorOfACodecAtTheHandOverFailsItsRunAlone(String argument, String words)
      throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder(1).channels(new ChannelSpec(ChannelKind.PIPE, 4)).open()) {
      ParentQueue<Integer> queue = pool.queue("numbers", Codec.INTEGER, 1);
      CompletableFuture<Integer> before = pool.submit(Tasks.Waiting.class, "numbers");
      assertThatExceptionOfType(EncodingException.class)
          .isThrownBy(
              () ->
                  pool.run(
                      Tasks.Misbehave.class,
                      new ListFeed(List.of("fine", argument, "fine", "fine", "fine")),
                      null))
          .withMessageContaining(words);
      CompletableFuture<Long> behind = pool.submit(Tasks.Square.class, 9);
      queue.put(7);
      assertThat(get(before)).isEqualTo(7);
      assertThat(get(behind)).isEqualTo(81L);
    }
  }

  @Test
  void namesTheLimitOfAWorkersHeap() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder(1).jvmOptions(List.of("-XX:+UseSerialGC", "-Xmx96m")).open()) {
      assertThat(failure(pool.submit(Tasks.Misbehave.class, "memory")))
          .hasMessageContaining("a worker's heap has at most 9");
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnAfterTasksThatUseTheStandardStreamsOrInterruptThemselves(ChannelKind kind)
      throws Exception {
    try (ProcessPool pool = builder(1, kind).open()) {
      for (String argument : List.of("read", "interrupt", "child", "print", "close descriptors")) {
        assertThat(get(pool.submit(Tasks.Misbehave.class, argument))).as(argument).isNotEmpty();
        assertThat(get(pool.submit(Tasks.Misbehave.class, "fine"))).isEqualTo("fine");
      }
    }
  }

  /** With the smallest heap, in MiB, in which the worker that had only it could answer. */
  static Stream<Arguments> largestMessages() {
    int bytes = FrameCodec.MAX_VALUES - 1_000;
    return Stream.of(
        Arguments.of(Tasks.SameBytes.class, Named.of("bytes", new byte[bytes]), 69),
        Arguments.of(Tasks.SameText.class, Named.of("text", "€".repeat(bytes / 3)), 95),
        Arguments.of(
            Tasks.SameNumbers.class,
            Named.of("numbers", LongStream.range(0, bytes / Long.BYTES).boxed().toList()),
            111));
  }

  /** One more copy of the message, of 16 MiB, at the worst moment would be too much. */
  @ParameterizedTest
  @MethodSource("largestMessages")
  <T> void theLargestMessageFitsAHeapThatHasNoRoomForAnotherCopy(
      Class<? extends Task<T, T>> task, T largest, int smallest) throws Exception {
    for (ChannelKind kind : ChannelKind.values()) {
      try (ProcessPool pool = builder(1, kind).jvmOptions(heap(smallest + 8)).open()) {
        assertThat(get(pool.submit(task, largest))).isEqualTo(largest);
      }
    }
  }

  /** All of it but 4 MiB are for what lives on, and for arrays that are as long as a message. */
  private static List<String> heap(int mebibytes) {
    return List.of(
        "-XX:+UseSerialGC", "-Xmn4m", "-Xms" + mebibytes + "m", "-Xmx" + mebibytes + "m");
  }

  /** 64 MiB are what workers of the strategy get, whose messages are some bytes a request. */
  @ParameterizedTest
  @MethodSource("largestMessages")
  <T> void aMessageThatDoesNotFitTheHeapFailsItsTaskAlone(
      Class<? extends Task<T, T>> task, T largest, int ignoredHeap) throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder(1).jvmOptions(List.of("-XX:+UseSerialGC", "-Xmx64m")).open()) {
      long pid = pool.pids().getFirst();
      assertThat(failure(pool.submit(task, largest)))
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("a worker's heap has at most 6");
      assertThat(get(pool.submit(Tasks.Square.class, 9))).isEqualTo(81L);
      assertThat(pool.pids()).containsExactly(pid);
    }
  }

  @Test
  void callbacksMayWaitForFurtherTasks() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      CompletableFuture<Long> nested =
          pool.submit(Tasks.Square.class, 3)
              .thenApply(nine -> pool.submit(Tasks.Square.class, nine.intValue()).join());
      assertThat(get(nested)).isEqualTo(81L);
    }
  }

  @Test
  void completesFuturesOnTheExecutorOfTheBuilder() throws Exception {
    BlockingQueue<Runnable> handed = new LinkedBlockingQueue<>();
    try (ProcessPool pool = ProcessPool.builder(1).callbacks(handed::add).open()) {
      CompletableFuture<Thread> told =
          pool.submit(Tasks.Square.class, 3).thenApply(any -> Thread.currentThread());
      Runnable completion = handed.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      assertThat(completion).isNotNull();
      assertThat(told).isNotDone();
      completion.run();
      assertThat(told).isCompletedWithValue(Thread.currentThread());
    }
  }

  @Test
  void takesATaskAwayThatIsCancelledBeforeAWorkerHasIt() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      ParentQueue<Integer> queue = pool.queue("numbers", Codec.INTEGER, 1);
      CompletableFuture<Integer> first = pool.submit(Tasks.Waiting.class, "numbers");
      CompletableFuture<String> fatal = pool.submit(Tasks.Misbehave.class, "exit");
      assertThat(fatal.cancel(false)).isTrue();
      queue.put(1);
      assertThat(get(first)).isEqualTo(1);
      assertThat(get(pool.submit(Tasks.Misbehave.class, "fine"))).isEqualTo("fine");
      assertThatExceptionOfType(CancellationException.class).isThrownBy(fatal::join);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void failsATaskAloneThatTakesLongerThanItMay(int window) throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder(1).channels(new ChannelSpec(ChannelKind.PIPE, window)).open()) {
      long before = pool.pids().getFirst();
      CompletableFuture<String> stalled =
          pool.submit(Tasks.Misbehave.class, "stall", Duration.ofMillis(300));
      CompletableFuture<String> next = pool.submit(Tasks.Misbehave.class, "fine");
      assertThat(failure(stalled))
          .isInstanceOf(TaskTimeoutException.class)
          .hasMessageContaining("did not answer within 300 ms");
      assertThat(get(next)).isEqualTo("fine");
      assertThat(pool.pids().getFirst()).isNotEqualTo(before);
      assertThatExceptionOfType(TaskTimeoutException.class)
          .isThrownBy(
              () ->
                  pool.map(
                      Tasks.Misbehave.class, List.of("fine", "stall"), 1, Duration.ofMillis(200)));
      assertThat(get(pool.submit(Tasks.Misbehave.class, "fine"))).isEqualTo("fine");
    }
  }

  /** The map comes while the only worker, which could have two at once, is at the stalled task. */
  @Test
  void aTaskThatTakesLongerThanItMayHarmsNoMapOfAnotherCaller() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder(1).channels(new ChannelSpec(ChannelKind.PIPE, 2)).open()) {
      CompletableFuture<String> stalled =
          pool.submit(Tasks.Misbehave.class, "stall", Duration.ofSeconds(1));
      List<String> arguments = List.of("one", "two", "three");
      assertThat(pool.map(Tasks.Misbehave.class, arguments, 1)).isEqualTo(arguments);
      assertThat(failure(stalled)).isInstanceOf(TaskTimeoutException.class);
    }
  }

  /** While the first result is taken, nobody sees that the second has come long ago. */
  @Test
  void aFeedThatTakesAResultSlowlyIsNotTakenForASlowWorker() throws Exception {
    Duration limit = Duration.ofMillis(200);
    Feed<String, String> slow =
        new ListFeed(List.of("one", "two", "three", "four", "five")) {
          @Override
          public void take(String argument, String result) {
            long end = System.nanoTime() + limit.multipliedBy(5).toNanos();
            while (argument.equals("one") && System.nanoTime() < end) {
              LockSupport.parkNanos(limit.toNanos());
            }
          }
        };
    try (ProcessPool pool =
        ProcessPool.builder(1).channels(new ChannelSpec(ChannelKind.PIPE, 2)).open()) {
      long before = pool.pids().getFirst();
      pool.run(Tasks.Misbehave.class, slow, limit);
      assertThat(pool.pids()).containsExactly(before);
    }
  }

  /** A clock counts 292 years of nanoseconds. */
  @Test
  void takesLimitsLongerThanAClockCounts() throws Exception {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    try (ProcessPool pool = ProcessPool.builder(2).readyLimit(forever).closeLimit(forever).open()) {
      assertThat(get(pool.submit(Tasks.Square.class, 9, forever))).isEqualTo(81L);
      ParentQueue<Integer> queue = pool.queue("numbers", Codec.INTEGER, 1);
      CompletableFuture<Integer> waiting =
          pool.submit(Tasks.Waiting.class, "numbers", Duration.ofDays(200_000));
      assertThat(failure(pool.submit(Tasks.Misbehave.class, "stall", Duration.ofMillis(300))))
          .isInstanceOf(TaskTimeoutException.class);
      queue.put(7);
      assertThat(get(waiting)).isEqualTo(7);
    }
  }

  @Test
  void replacesADeadWorkerWhereThatIsAskedFor() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder(2)
            .onWorkerDeath(OnWorkerDeath.REPLACE)
            .initializer(Tasks.Remember.class, "initialized")
            .open()) {
      List<Long> before = pool.pids();
      for (int death = 0; death < 3; death++) {
        assertThat(failure(pool.submit(Tasks.Misbehave.class, "exit")))
            .isInstanceOf(WorkerDiedException.class);
      }
      for (int task = 0; task < 10; task++) {
        assertThat(get(pool.submit(Tasks.Remember.class, ""))).isEqualTo("initialized");
      }
      assertThat(pool.pids()).hasSize(2).isNotEqualTo(before);
    }
  }

  @Test
  void opensOnlyIfTheInitializerDoesNotFail() {
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(
            () -> ProcessPool.builder(2).initializer(Tasks.Remember.class, "fail").open().close())
        .withMessageContaining("no memory for it");
  }

  @Test
  void givesUpAWorkerThatDoesNotBecomeReady() throws Exception {
    PoolBuilder builder =
        ProcessPool.builder(1)
            .onWorkerDeath(OnWorkerDeath.REPLACE)
            .initializer(Tasks.Misbehave.class, "stall")
            .readyLimit(Duration.ofSeconds(1));
    assertThatExceptionOfType(WorkerDiedException.class)
        .isThrownBy(() -> builder.open().close())
        .withMessageContaining("was not ready within 1000 ms, and was killed");
    try (ProcessPool pool = builder.withoutWaiting().open()) {
      assertThat(failure(pool.submit(Tasks.Misbehave.class, "fine")))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("was not ready within 1000 ms, and was killed");
    }
  }

  /** The first worker must become ready within the same limit, which a busy machine has longer. */
  @Test
  void givesUpAReplacementThatDoesNotBecomeReady(@TempDir Path folder) throws Exception {
    Duration limit = Duration.ofSeconds(2);
    ProcessPool opened = null;
    while (opened == null) {
      try {
        opened = openReadyOnce(folder.resolve("ready-" + limit), limit);
      } catch (WorkerDiedException busy) {
        assertThat(limit).isLessThan(Duration.ofSeconds(30));
        limit = limit.multipliedBy(2);
      }
    }
    try (ProcessPool pool = opened) {
      CompletableFuture<String> first = pool.submit(Tasks.Misbehave.class, "exit");
      CompletableFuture<String> behind = pool.submit(Tasks.Misbehave.class, "fine");
      assertThat(failure(first)).isInstanceOf(WorkerDiedException.class);
      assertThat(failure(behind))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("was not ready within %d ms, and was killed", limit.toMillis());
      assertThatExceptionOfType(WorkerDiedException.class)
          .isThrownBy(() -> pool.submit(Tasks.Misbehave.class, "fine"))
          .withMessageContaining("was not ready");
    }
  }

  private static ProcessPool openReadyOnce(Path ready, Duration limit) throws Exception {
    return ProcessPool.builder(1)
        .onWorkerDeath(OnWorkerDeath.REPLACE)
        .initializer(Tasks.ReadyOnce.class, ready.toString())
        .readyLimit(limit)
        .open();
  }

  @Test
  void givesWorkersTheSystemPropertiesThatAreAskedFor() throws Exception {
    try (ProcessPool pool = ProcessPool.builder(1).property("pool.test", "a b=ü").open()) {
      assertThat(get(pool.submit(Tasks.Misbehave.class, "property"))).isEqualTo("a b=ü");
    }
  }

  @Test
  void showsWhatTasksPrintWithTheWorkersIndex() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try (ProcessPool pool = ProcessPool.builder(1).showOutput().open()) {
      assertThat(get(pool.submit(Tasks.Misbehave.class, "child"))).isEqualTo("child ended");
      assertThat(get(pool.submit(Tasks.Misbehave.class, "print"))).isEqualTo("printed");
    } finally {
      System.setErr(before);
    }
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("worker 0: noise noise");
  }

  /** The long argument waits until its worker has answered; meanwhile the other takes the rest. */
  @Test
  void sendsALongArgumentThoughNothingElseIsLeft() throws Exception {
    Map<Integer, byte[]> results = new ConcurrentHashMap<>();
    Feed<byte[], byte[]> feed =
        new Feed<>() {
          private final Iterator<byte[]> ofFirst =
              List.of(new byte[8 << 20], new byte[5000]).iterator();
          private int others = 30;

          @Override
          public int size() {
            return 32;
          }

          @Override
          public byte @Nullable [] next(int worker) {
            if (worker == 0) {
              return ofFirst.hasNext() ? ofFirst.next() : null;
            }
            return others-- > 0 ? new byte[1] : null;
          }

          @Override
          public void take(byte[] argument, byte[] result) {
            results.put(System.identityHashCode(argument), result);
          }

          @Override
          public void lost(byte[] argument, WorkerDiedException why) {
            throw why;
          }
        };
    assertTimeoutPreemptively(
        SOON,
        () -> {
          try (ProcessPool pool =
              ProcessPool.builder(2).channels(new ChannelSpec(ChannelKind.PIPE, 8)).open()) {
            pool.run(Tasks.Reverse.class, feed, null);
          }
        });
    assertThat(results).hasSize(32);
  }

  /** As when the body of a try-with-resources throws: nobody will put what the task waits for. */
  @Test
  void closesThoughATaskWaitsForAQueueThatStaysEmpty() throws Exception {
    CompletableFuture<Integer> waiting = new CompletableFuture<>();
    CompletableFuture<Integer> behind = new CompletableFuture<>();
    assertTimeoutPreemptively(
        SOON,
        () -> {
          try (ProcessPool pool = ProcessPool.open(1)) {
            ParentQueue<Integer> ignored = pool.queue("numbers", Codec.INTEGER, 1);
            CompletableFuture<Integer> first =
                pool.submit(Tasks.Waiting.class, "numbers").whenComplete(into(waiting));
            CompletableFuture<Integer> second =
                pool.submit(Tasks.Waiting.class, "numbers").whenComplete(into(behind));
            assertThat(first.isDone() && second.isDone()).isFalse();
          }
        });
    assertThat(failure(waiting)).hasMessageContaining("the pool ends");
    assertThat(failure(behind)).isInstanceOf(TaskFailedException.class);
  }

  /** The worker of the hung task dies, and what takes its place does what the first waits for. */
  @Test
  void closesOnceAReplacementHasPutWhatATaskWaitsFor() throws Exception {
    CompletableFuture<Integer> taken;
    CompletableFuture<String> hung;
    CompletableFuture<Integer> put;
    try (ProcessPool pool = ProcessPool.open(2)) {
      ParentQueue<Integer> ignored = pool.queue("numbers", Codec.INTEGER, 1);
      taken = pool.submit(Tasks.Waiting.class, "numbers");
      hung = pool.submit(Tasks.Misbehave.class, "stall", Duration.ofMillis(200));
      put = pool.submit(Tasks.Putting.class, "numbers");
    }
    assertThat(failure(hung)).isInstanceOf(TaskTimeoutException.class);
    assertThat(get(put)).isEqualTo(7);
    assertThat(get(taken)).isEqualTo(7);
  }

  /** Set {@code -Dfanout.rounds} to ask more often. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Timeout(600)
  void leavesNoFutureOpenWhenSubmissionsRaceWithTheEnd(boolean killed) throws Exception {
    for (int round = 0; round < Integer.getInteger("fanout.rounds", 3); round++) {
      ProcessPool pool = ProcessPool.open(2);
      List<List<CompletableFuture<Long>>> all = new ArrayList<>();
      List<Thread> submitters = new ArrayList<>();
      for (int submitter = 0; submitter < 8; submitter++) {
        List<CompletableFuture<Long>> own = new ArrayList<>();
        all.add(own);
        submitters.add(Thread.ofPlatform().start(() -> submitUntilRefused(pool, own)));
      }
      if (killed) {
        pool.kill();
      } else {
        pool.close();
      }
      for (Thread submitter : submitters) {
        assertThat(submitter.join(SOON)).isTrue();
      }
      for (List<CompletableFuture<Long>> own : all) {
        for (CompletableFuture<Long> each : own) {
          Processes.await("no future stays open", SOON, each::isDone);
        }
      }
    }
  }

  private static void submitUntilRefused(ProcessPool pool, List<CompletableFuture<Long>> own) {
    try {
      for (int number = 0; number < 1_000_000; number++) {
        own.add(pool.submit(Tasks.Square.class, number));
      }
    } catch (RejectedExecutionException | WorkerDiedException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  private static <R> java.util.function.BiConsumer<R, Throwable> into(CompletableFuture<R> other) {
    return (result, thrown) -> {
      if (thrown == null) {
        other.complete(result);
      } else {
        other.completeExceptionally(thrown);
      }
    };
  }

  private static PoolBuilder builder(int workers, ChannelKind kind) {
    return ProcessPool.builder(workers).channels(new ChannelSpec(kind, 1));
  }

  /** Gives each argument of a list once. */
  private static class ListFeed implements Feed<String, String> {
    private final int size;
    private final Iterator<String> left;

    ListFeed(List<String> arguments) {
      size = arguments.size();
      left = arguments.iterator();
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public @Nullable String next(int worker) {
      return left.hasNext() ? left.next() : null;
    }

    @Override
    public void take(String argument, String result) {}
  }

  private static <R> R get(CompletableFuture<R> future) throws Exception {
    return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  private static Throwable failure(CompletableFuture<?> future) {
    ExecutionException thrown = catchThrowableOfType(ExecutionException.class, () -> get(future));
    return Objects.requireNonNull(thrown.getCause());
  }
}
