package fanout.process;

import fanout.process.Frame.Call;
import fanout.process.Frame.Returned;
import fanout.process.Frame.Threw;
import fanout.process.TaskFailedException.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worker process's whole life: it takes a call, runs its task for each argument in turn, and
 * sends what became of it, until its channel ends. All of it is done by one thread.
 */
final class TaskRunner {
  /** The cost of a wake-up of the parent, or somewhat more. */
  private static final long MOST_HELD_NANOS = 20_000;

  private final FrameChannel channel;
  private final FarQueues queues;
  private final Map<String, Task<?, ?>> known = new HashMap<>();
  private String lastTask = "";

  /** The stage that the present call has reached. */
  private Stage stage = Stage.LOADING;

  private long flushedNanos = System.nanoTime();

  TaskRunner(FrameChannel channel) {
    this.channel = channel;
    queues = new FarQueues(channel);
  }

  /**
   * Serves calls until the parent closes the channel.
   *
   * @throws BadFrameException if the parent sends what it must not
   * @throws IOException if the channel breaks
   */
  void run() throws IOException {
    Frame frame = channel.await() ? channel.take() : null;
    while (frame != null) {
      if (!(frame instanceof Call call)) {
        throw new BadFrameException("a worker does not expect " + frame);
      }
      channel.put(answer(call));
      // What a task leaves behind must not reach the next one, nor the channel.
      boolean ignored = Thread.interrupted();
      Frame next = queues.backlog().poll();
      if (next == null && channel.isReady()) {
        next = channel.take();
      }
      flushUnlessHeld(call, next);
      frame = next == null && channel.await() ? channel.take() : next;
    }
  }

  /**
   * Sends answers, unless they may be held, are young, and the next call of their kind is at hand:
   * then they go together with its answer, and the parent is woken once for both.
   */
  private void flushUnlessHeld(Call call, @Nullable Frame next) throws IOException {
    long now = System.nanoTime();
    boolean mayHold = call.mayHold() && next instanceof Call following && following.mayHold();
    if (!mayHold || now - flushedNanos > MOST_HELD_NANOS) {
      channel.flush();
      flushedNanos = now;
    }
  }

  private Frame answer(Call call) {
    String name = call.taskClass().isEmpty() ? lastTask : call.taskClass();
    lastTask = name;
    stage = Stage.LOADING;
    try {
      List<byte[]> results = runAll(load(name), call.arguments());
      TaskType.requireShort(results, "the results of a call of task " + name);
      return new Returned(results);
    } catch (Failed e) {
      return threw(e.thrown);
    } catch (EncodingException e) {
      return threw(e);
    }
  }

  // Whatever a task or its codecs throw, errors too, is for its caller and not for this process.
  @SuppressWarnings("IllegalCatch")
  private Task<?, ?> load(String name) throws Failed {
    Task<?, ?> task = known.get(name);
    if (task != null) {
      return task;
    }
    try {
      Class<?> type = Class.forName(name, true, ClassLoader.getSystemClassLoader());
      Task<?, ?> loaded = TaskType.instantiate(type.asSubclass(Task.class));
      known.put(name, loaded);
      return loaded;
    } catch (Throwable e) {
      throw new Failed(e);
    }
  }

  @SuppressWarnings("IllegalCatch")
  private <A, R> List<byte[]> runAll(Task<A, R> task, List<byte[]> arguments) throws Failed {
    List<byte[]> results = new ArrayList<>();
    try {
      for (byte[] bytes : arguments) {
        stage = Stage.DECODING;
        A argument = TaskType.decode(task.argumentCodec(), bytes);
        stage = Stage.RUNNING;
        R result = task.run(argument, queues);
        stage = Stage.ENCODING;
        results.add(TaskType.encode(task.resultCodec(), result, "a result"));
      }
      return results;
    } catch (Throwable e) {
      throw new Failed(e);
    }
  }

  private Threw threw(Throwable thrown) {
    String words = Thrown.describe(thrown);
    Throwable first = thrown instanceof EncodingException ? thrown.getCause() : thrown;
    if (first instanceof OutOfMemoryError) {
      words +=
          " (a worker's heap has at most %d MiB)".formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    return new Threw(stage, words, Thrown.stackTrace(thrown));
  }

  /** Carries what was thrown, whose own methods are not called. */
  private static final class Failed extends Exception {
    private final transient Throwable thrown;

    Failed(Throwable thrown) {
      super("a task failed");
      this.thrown = thrown;
    }
  }
}
