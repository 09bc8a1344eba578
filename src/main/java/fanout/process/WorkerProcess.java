package fanout.process;

import fanout.os.ChildProcess;
import fanout.os.JvmCommand;
import fanout.os.PrivateFolder;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running worker process, this side's end of its channel, and its end. */
final class WorkerProcess {
  /** The time limit for a worker whose channel has ended to end itself. */
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(1);

  private final int index;
  private final ChildProcess process;
  private final FrameChannel channel;
  private final long askedNanos;
  private final long startedNanos = System.nanoTime();

  private WorkerProcess(int index, ChildProcess process, ByteLink link, long askedNanos) {
    this.index = index;
    this.process = process;
    this.askedNanos = askedNanos;
    channel = new FrameChannel(link);
  }

  /**
   * Starts a process; its channel is there at once, its hello comes later.
   *
   * @param command whose last argument will be where the worker finds its channel
   * @param lines takes what the worker prints
   */
  static WorkerProcess start(
      int index, JvmCommand command, ChannelKind kind, Consumer<String> lines) throws IOException {
    return switch (kind) {
      case PIPE -> startWithPipes(index, command, lines);
      case UNIX -> startWithSocket(index, command, lines);
    };
  }

  private static WorkerProcess startWithPipes(int index, JvmCommand command, Consumer<String> lines)
      throws IOException {
    long askedNanos = System.nanoTime();
    ChildProcess process =
        ChildProcess.start(
            "worker " + index,
            command.withArguments(List.of(ChannelKind.PIPE.word())).toBuilder(),
            lines);
    ByteLink link =
        new PipeLink(Channels.newInputStream(process.pipes().stdout()), process.pipes().stdin());
    return new WorkerProcess(index, process, link, askedNanos);
  }

  private static WorkerProcess startWithSocket(
      int index, JvmCommand command, Consumer<String> lines) throws IOException {
    long askedNanos = System.nanoTime();
    Path place = PrivateFolder.make().resolve("worker-" + index);
    ByteLink link = null;
    boolean held = false;
    try {
      link = SocketLink.listen(place);
      ProcessBuilder builder =
          command.withArguments(List.of(WorkerMain.SOCKET_PREFIX + place)).toBuilder();
      // Nothing is said there, and a pipe that nobody drains would stop whoever writes to it.
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      ChildProcess process = ChildProcess.start("worker " + index, builder, lines);
      held = true;
      return new WorkerProcess(index, process, link, askedNanos);
    } finally {
      if (!held) {
        withdraw(place, link);
      }
    }
  }

  private static void withdraw(Path place, @Nullable ByteLink link) throws IOException {
    if (link == null) {
      PrivateFolder.removeOf(place);
    } else {
      link.close();
    }
  }

  /** Returns the worker's index in its pool, from 0. */
  int index() {
    return index;
  }

  ChildProcess child() {
    return process;
  }

  FrameChannel channel() {
    return channel;
  }

  /** Returns its process number and when it was started. */
  StartedWorker started() {
    return new StartedWorker(process.pid(), askedNanos, startedNanos);
  }

  long pid() {
    return process.pid();
  }

  /**
   * Describes the end of a worker whose channel has ended; one that lives on is killed, and one
   * that sent what is no frame at once.
   *
   * @param cause what ended the channel, or {@code null} if its other end was closed
   */
  WorkerDeath death(@Nullable IOException cause) throws InterruptedException {
    if (cause instanceof BadFrameException) {
      process.killBecause("sent a bad frame (" + cause.getMessage() + ") and was killed");
    } else if (!process.awaitExit(EXIT_LIMIT)) {
      process.killBecause("closed its channel without ending, and was killed");
    }
    process.awaitExit(EXIT_LIMIT);
    return new WorkerDeath(index, pid(), process.fate(), process.lastWords());
  }

  /** Describes the end of a worker that was killed because nobody serves it any more. */
  WorkerDeath lost() {
    return new WorkerDeath(index, pid(), "was killed, since the thread that served it failed", "");
  }

  /** Closes what this process holds of it. The process itself has ended or was killed. */
  void close() throws IOException {
    try (process) {
      channel.close();
    }
  }
}
