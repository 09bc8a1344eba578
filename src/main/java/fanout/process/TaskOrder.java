package fanout.process;

import fanout.process.TaskFrame.Call;
import fanout.process.TaskFrame.Put;
import fanout.process.TaskFrame.Returned;
import fanout.process.TaskFrame.Take;
import fanout.process.TaskFrame.Threw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A task and some arguments for it, on their way to a worker and back as results. What the worker
 * asks of queues meanwhile comes here too.
 *
 * @param <R> the type of the results
 */
final class TaskOrder<R> implements Order {
  private final Call call;
  private final Codec<R> resultCodec;
  private final TaskBoard board;
  private final CompletableFuture<List<R>> results = new CompletableFuture<>();
  private @Nullable Desk desk;

  TaskOrder(Call call, Codec<R> resultCodec, TaskBoard board) {
    this.call = call;
    this.resultCodec = resultCodec;
    this.board = board;
  }

  /** Completes with one result for each argument, or with what went wrong. */
  CompletableFuture<List<R>> results() {
    return results;
  }

  /** Returns the bytes that it takes on its way to a worker, or some more. */
  int bytes() {
    return FrameCodec.roomFor(call);
  }

  /** Says whose worker will have it. */
  void givenTo(Desk worker) {
    desk = worker;
  }

  /** Says that it will not be done. */
  void fail(RuntimeException why) {
    results.completeExceptionally(why);
  }

  @Override
  public void putInto(FrameChannel channel) {
    channel.put(call);
  }

  @Override
  public boolean isTimed() {
    return false;
  }

  @Override
  public boolean takeAnswer(FrameChannel channel, long readNanos) throws IOException {
    Frame frame = channel.take();
    switch (frame) {
      case Returned returned when returned.results().size() == call.arguments().size() ->
          complete(returned);
      case Threw threw ->
          fail(
              new TaskFailedException(
                  threw.stage(), call.taskClass(), threw.thrown(), threw.stackTrace()));
      case Put put -> {
        board.queues().put(put, Objects.requireNonNull(desk));
        return false;
      }
      case Take take -> {
        board.queues().take(take, Objects.requireNonNull(desk));
        return false;
      }
      default ->
          throw new BadFrameException(
              "expected %d results of %s, got %s"
                  .formatted(call.arguments().size(), call.taskClass(), frame));
    }
    board.over(this);
    return true;
  }

  // Whatever the codec throws belongs to the caller, not to the thread that serves the worker.
  @SuppressWarnings("IllegalCatch")
  private void complete(Returned returned) {
    List<R> decoded = new ArrayList<>();
    try {
      for (byte[] bytes : returned.results()) {
        decoded.add(Encoding.decode(resultCodec, bytes));
      }
    } catch (IOException | RuntimeException e) {
      fail(
          new TaskFailedException(
              TaskFailedException.Stage.RETURNING, call.taskClass(), e.toString(), ""));
      return;
    }
    results.complete(decoded);
  }
}
