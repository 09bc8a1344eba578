package fanout.process;

import fanout.process.TaskFailedException.Stage;
import fanout.process.TaskFrame.Call;
import fanout.process.TaskFrame.Returned;
import fanout.process.TaskFrame.Threw;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Runs tasks in a worker process, one at a time, and sends what became of them. */
final class TaskRunner {
  private static final int STACK_TRACE_CHARS = 4096;
  private static final int MESSAGE_CHARS = 1024;

  private final FrameChannel channel;
  private final FarQueues queues;
  private final Map<String, Task<?, ?>> known = new HashMap<>();

  TaskRunner(FrameChannel channel) {
    this.channel = channel;
    queues = new FarQueues(channel);
  }

  /** Returns the frames that came while a task waited for a queue. */
  Queue<Frame> backlog() {
    return queues.backlog();
  }

  /**
   * Runs the task of a call and sends its answer at once, since the next may take long.
   *
   * @throws BadFrameException if the frame is no call
   */
  void serve(TaskFrame frame) throws IOException {
    if (!(frame instanceof Call call)) {
      throw new BadFrameException("a worker does not expect " + frame);
    }
    channel.put(answer(call));
    channel.flush();
    // What a task leaves behind must not reach the next one.
    boolean ignored = Thread.interrupted();
  }

  private TaskFrame answer(Call call) {
    Progress progress = new Progress();
    try {
      Task<?, ?> task = load(call.taskClass());
      List<byte[]> results = runAll(task, call.arguments(), progress);
      progress.stage = Stage.ENCODING;
      TaskType.requireShort(results, "the results of a call of task " + call.taskClass());
      return new Returned(results);
    } catch (Failed e) {
      return threw(progress, e.getCause());
    } catch (EncodingException e) {
      return threw(progress, e);
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
  private <A, R> List<byte[]> runAll(Task<A, R> task, List<byte[]> arguments, Progress progress)
      throws Failed {
    List<byte[]> results = new ArrayList<>();
    try {
      for (byte[] bytes : arguments) {
        progress.position = results.size();
        progress.stage = Stage.DECODING;
        A argument = Encoding.decode(task.argumentCodec(), bytes);
        progress.stage = Stage.RUNNING;
        R result = task.run(argument, queues);
        progress.stage = Stage.ENCODING;
        results.add(Encoding.encode(task.resultCodec(), result));
      }
      return results;
    } catch (Throwable e) {
      throw new Failed(e);
    }
  }

  private static Threw threw(Progress progress, Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return new Threw(
        progress.position,
        progress.stage,
        cut(thrown.toString(), MESSAGE_CHARS),
        cut(trace.toString(), STACK_TRACE_CHARS));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** How far a call has come. */
  private static final class Progress {
    private int position;
    private Stage stage = Stage.LOADING;
  }

  /** Carries what was thrown, whatever it was. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(Throwable cause) {
      super(cause);
    }

    @Override
    public synchronized Throwable getCause() {
      Throwable cause = super.getCause();
      return cause == null ? this : cause;
    }
  }
}
