package fanout.process;

import fanout.process.Frame.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The result of one submitted task. It is completed on an executor, and what depends on it runs
 * there: not on the thread that serves the worker, which must not wait for anybody. Cancelling
 * takes the task away unless a worker has it already.
 */
final class TaskFuture<R> extends CompletableFuture<R> {
  private final Submission<?> submission;
  private final Dispatcher dispatcher;
  private final Executor callbacks;
  private final AtomicInteger unsettled;

  /**
   * Makes the future of one call.
   *
   * @param limit how long a worker may take, or {@code null}
   * @param callbacks where it is completed
   * @param unsettled counts futures that are answered and not yet completed
   */
  <A> TaskFuture(
      TaskType<A, R> type,
      Call call,
      @Nullable Duration limit,
      Dispatcher dispatcher,
      Executor callbacks,
      AtomicInteger unsettled) {
    this.dispatcher = dispatcher;
    this.callbacks = callbacks;
    this.unsettled = unsettled;
    submission = new Submission<>(type, call, limit);
  }

  Job job() {
    return submission;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    dispatcher.withdraw(submission);
    return super.cancel(mayInterruptIfRunning);
  }

  private void settle(Runnable completion) {
    unsettled.incrementAndGet();
    Runnable counted =
        () -> {
          try {
            completion.run();
          } finally {
            unsettled.decrementAndGet();
          }
        };
    try {
      callbacks.execute(counted);
    } catch (RejectedExecutionException e) {
      counted.run(); // its executor has ended, and the future must not stay open
    }
  }

  private final class Submission<A> extends Job {
    private final TaskType<A, R> type;
    private final Call call;

    Submission(TaskType<A, R> type, Call call, @Nullable Duration limit) {
      super(1, limit);
      this.type = type;
      this.call = call;
    }

    @Override
    Order next(int worker) {
      return new Order(this) {
        @Override
        Call encode() {
          return call;
        }

        @Override
        void returned(List<byte[]> results) {
          try {
            R result = type.results(results).getFirst();
            settle(() -> complete(result));
          } catch (TaskFailedException e) {
            failed(e);
          }
        }

        @Override
        void failed(RuntimeException why) {
          settle(() -> completeExceptionally(why));
        }
      };
    }

    @Override
    int nextBytes(String lastTask) {
      return FrameCodec.roomFor(call.behind(lastTask));
    }

    @Override
    void abandoned(RuntimeException why) {
      settle(() -> completeExceptionally(why));
    }
  }
}
