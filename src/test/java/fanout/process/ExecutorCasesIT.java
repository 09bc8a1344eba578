package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import fanout.process.ProcessPool.OnWorkerDeath;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Cases in which other pools of processes have failed once; {@code EXECUTORS.md} lists them all.
 */
@Timeout(60)
final class ExecutorCasesIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @AfterEach
  void noThreadIsLeft() {
    Processes.await("no thread is left", SOON, () -> Processes.servingThreads().isEmpty());
  }

  @Test
  void aCallbackThatThrowsHarmsNoOther() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      CompletableFuture<Long> first = pool.submit(Tasks.Square.class, 3);
      CompletableFuture<Void> throwing =
          first.thenAccept(
              any -> {
                throw new IllegalStateException("of the callback");
              });
      CompletableFuture<Long> other = first.thenApply(nine -> nine + 1);
      assertThat(get(other)).isEqualTo(10L);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> get(throwing))
          .withMessageContaining("of the callback");
      assertThat(get(pool.submit(Tasks.Square.class, 4))).isEqualTo(16L);
    }
  }

  @Test
  void aCallbackOfALostTaskIsRefusedAtOnceWhereThePoolIsBroken() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      CompletableFuture<Throwable> refused =
          pool.submit(Tasks.Misbehave.class, "exit")
              .handle((_, _) -> catchThrowable(() -> pool.submit(Tasks.Misbehave.class, "fine")));
      assertThat(get(refused)).isInstanceOf(WorkerDiedException.class);
    }
  }

  @Test
  void aCallbackOfALostTaskMayTryAgainWhereWorkersAreReplaced() throws Exception {
    try (ProcessPool pool = ProcessPool.builder(1).onWorkerDeath(OnWorkerDeath.REPLACE).open()) {
      CompletableFuture<String> again =
          pool.submit(Tasks.Misbehave.class, "exit")
              .exceptionallyCompose(_ -> pool.submit(Tasks.Misbehave.class, "fine"));
      assertThat(get(again)).isEqualTo("fine");
    }
  }

  @Test
  void mapsNothingToNothing() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      assertThat(pool.map(Tasks.Square.class, List.of(), 1)).isEmpty();
    }
  }

  @Test
  void argumentsThatCannotBeReadFailTheirMapAlone() throws Exception {
    List<Integer> broken =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            if (index == 5) {
              throw new IllegalStateException("no sixth");
            }
            return index;
          }

          @Override
          public int size() {
            return 10;
          }
        };
    try (ProcessPool pool = ProcessPool.open(2)) {
      assertThat(catchThrowable(() -> pool.map(Tasks.Square.class, broken, 1)))
          .hasMessageContaining("no sixth");
      assertThat(pool.map(Tasks.Square.class, List.of(2, 3), 1)).containsExactly(4L, 9L);
    }
  }

  @Test
  void aFeedThatThrowsFailsItsRunAlone() throws Exception {
    Feed<Integer, Long> feed =
        new Feed<>() {
          private int next;

          @Override
          public int size() {
            return 10;
          }

          @Override
          public @Nullable Integer next(int worker) {
            if (next == 5) {
              throw new IllegalStateException("no sixth");
            }
            return next++;
          }

          @Override
          public void take(Integer argument, Long result) {}
        };
    try (ProcessPool pool = ProcessPool.open(2)) {
      assertThat(catchThrowable(() -> pool.run(Tasks.Square.class, feed, null)))
          .hasStackTraceContaining("no sixth");
      assertThat(get(pool.submit(Tasks.Square.class, 3))).isEqualTo(9L);
    }
  }

  @Test
  void anElementThatCannotBeEncodedLeavesItsQueueAsItWas() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      ParentQueue<byte[]> queue = pool.queue("bytes", Codec.BYTES, 1);
      assertThatExceptionOfType(EncodingException.class)
          .isThrownBy(() -> queue.put(new byte[FrameCodec.MAX_LENGTH]));
      queue.put(new byte[] {7});
      assertThat(queue.take()).containsExactly(7);
      assertThat(queue.drain()).isEmpty();
    }
  }

  @Test
  void keepsNothingOfATaskThatIsDone() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      WeakReference<Object> future = done(pool);
      Processes.await("the future is forgotten", SOON, () -> isCollected(future));
    }
  }

  private static WeakReference<Object> done(ProcessPool pool) throws Exception {
    CompletableFuture<byte[]> future = pool.submit(Tasks.Reverse.class, new byte[100_000]);
    assertThat(get(future)).hasSize(100_000);
    return new WeakReference<>(future);
  }

  private static boolean isCollected(WeakReference<Object> reference) {
    System.gc();
    return reference.get() == null;
  }

  @Test
  void aTaskMayHaveAPoolOfItsOwnAndNothingOfItOutlivesAKill() throws Exception {
    try (ProcessPool pool = ProcessPool.open(1)) {
      assertThat(get(pool.submit(Tasks.Nested.class, 0))).isEqualTo(49L);
      long inner = get(pool.submit(Tasks.Nested.class, 1));
      assertThat(Processes.noneRuns(List.of(inner))).isFalse();
      pool.kill();
      Processes.await("the inner pool", SOON, () -> Processes.noneRuns(List.of(inner)));
    }
  }

  @Test
  void refusesAPoolOfNoWorkers() {
    for (int workers : new int[] {0, -1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ProcessPool.open(workers))
          .withMessage("workers must be > 0, was " + workers);
    }
  }

  private static <R> R get(CompletableFuture<R> future) throws Exception {
    return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }
}
