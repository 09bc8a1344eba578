package fanout.process;

import fanout.process.Frame.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Orders whose caller waits for all of them, and is woken once. The first that fails lets no more
 * be made.
 *
 * @param <T> what tells one order from another
 */
abstract class Batch<T> extends Job {
  /** The time limit of other workers for their present work after one has died. */
  private static final Duration DEATH_GRACE = Duration.ofSeconds(2);

  private final Dispatcher dispatcher;
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch failedOrOver = new CountDownLatch(1);
  private volatile @Nullable RuntimeException failure;

  /**
   * Makes a batch.
   *
   * @param size how many orders there will be, at least 0
   * @param limit of each order, or {@code null}
   */
  Batch(int size, @Nullable Duration limit, Dispatcher dispatcher) {
    super(size, limit);
    this.dispatcher = dispatcher;
    if (size == 0) {
      over.countDown();
      failedOrOver.countDown();
    }
  }

  /** Makes the next order's token, or {@code null} if there is none for this worker. */
  abstract @Nullable T nextFor(int worker);

  abstract Call encode(T token);

  abstract void take(T token, List<byte[]> results);

  /** Takes the news that the worker that had an order has died. */
  void lost(T token, WorkerDiedException why) {}

  // What a feed throws fails its batch, and no worker that asks for an order.
  @SuppressWarnings("IllegalCatch")
  @Override
  final @Nullable Order next(int worker) {
    if (failure != null) {
      return null; // its caller is about to withdraw it
    }
    try {
      T token = nextFor(worker);
      return token == null ? null : new Part(token);
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      fail(new IllegalStateException("no argument could be made: " + Thrown.describe(e), e));
    }
    return null;
  }

  @Override
  final void abandoned(RuntimeException why) {
    fail(why);
  }

  @Override
  void ended() {
    over.countDown();
    failedOrOver.countDown();
  }

  /**
   * Waits until all is done, or something has failed; after a worker's death also for what other
   * workers are at, for a moment. Then no more orders are made.
   *
   * @throws RuntimeException what failed first
   * @throws InterruptedException if interrupted
   */
  final void await() throws InterruptedException {
    try {
      failedOrOver.await();
      RuntimeException why = failure;
      if (why instanceof WorkerDiedException) {
        boolean ignored = over.await(DEATH_GRACE.toNanos(), TimeUnit.NANOSECONDS);
      }
      if (why != null) {
        throw why;
      }
    } finally {
      dispatcher.withdraw(this);
    }
  }

  /** Takes what failed, and wakes the caller. */
  private void fail(RuntimeException why) {
    synchronized (this) {
      if (failure == null) {
        failure = why;
      }
    }
    failedOrOver.countDown();
  }

  private final class Part extends Order {
    private final T token;

    Part(T token) {
      super(Batch.this);
      this.token = token;
    }

    @Override
    Call encode() {
      return Batch.this.encode(token);
    }

    // What a feed throws must not end the thread that serves the worker.
    @SuppressWarnings("IllegalCatch")
    @Override
    void returned(List<byte[]> results) {
      try {
        take(token, results);
      } catch (RuntimeException e) {
        stop(e);
      } catch (Error e) {
        stop(new IllegalStateException("results could not be taken: " + Thrown.describe(e), e));
      }
    }

    @Override
    void failed(RuntimeException why) {
      if (why instanceof WorkerDiedException death) {
        lost(token, death);
      }
      stop(why);
    }

    private void stop(RuntimeException why) {
      fail(why);
      dispatcher.withdraw(Batch.this);
    }
  }
}
