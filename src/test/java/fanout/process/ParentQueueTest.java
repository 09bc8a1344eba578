package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ParentQueueTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final BoundedQueue queue = new BoundedQueue(1);
  private final ParentQueue<String> ofParent =
      new ParentQueue<>("q", Codec.TEXT, queue, () -> null);

  @Test
  void tellsAnInterruptedPutterThatItsElementWasRefused() throws Exception {
    queue.put(new byte[1], element -> {});
    SlowWaiter before = new SlowWaiter();
    queue.put(new byte[1], before);
    requireEndedAndInterrupted(before, () -> ofParent.put("x"));
  }

  @Test
  void tellsAnInterruptedTakerThatThereIsNothingToCome() throws Exception {
    SlowWaiter before = new SlowWaiter();
    queue.take(before);
    requireEndedAndInterrupted(before, ofParent::take);
  }

  /** The close refuses one that waits before, and so has not told this one yet: it is too late. */
  private void requireEndedAndInterrupted(SlowWaiter before, ThrowingCallable wait)
      throws Exception {
    CompletableFuture<@Nullable Throwable> thrown = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread waiting =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  thrown.complete(catchThrowable(wait));
                  interrupted.complete(Thread.currentThread().isInterrupted());
                });
    Processes.await("both wait", LIMIT, () -> queue.waiting().size() == 2);
    Thread closing = Thread.ofPlatform().daemon().start(queue::close);
    before.awaitRefusal();
    waiting.interrupt();
    Processes.await(
        "it knows of the interrupt", LIMIT, () -> !waiting.isAlive() || isJoining(waiting));
    before.go();
    assertThat(closing.join(LIMIT)).isTrue();

    assertThat(thrown.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the pool of queue 'q' has ended");
    assertThat(interrupted.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private static boolean isJoining(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("join"));
  }

  /** Whoever refuses it is held up. */
  private static final class SlowWaiter implements BoundedQueue.Waiter {
    private final CountDownLatch refused = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    @Override
    public void answer(byte @Nullable [] element) {
      refused.countDown();
      await(gone);
    }

    void awaitRefusal() {
      await(refused);
    }

    void go() {
      gone.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts it", e);
      }
    }
  }
}
