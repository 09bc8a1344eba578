package fanout.process;

import fanout.os.ChildProcess;
import fanout.os.JvmCommand;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A running worker process, this side's end of its channel, and the end of its standard error. */
final class WorkerProcess {
  /** How long a worker whose channel has ended may take to end itself. */
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(1);

  private final int index;
  private final ChildProcess process;
  private final FrameChannel channel;

  private WorkerProcess(int index, ChildProcess process, ByteLink link) {
    this.index = index;
    this.process = process;
    channel = new StreamChannel(link);
  }

  /** Starts a process; its channel is there at once, its hello comes later. */
  static WorkerProcess start(int index, WorkerCommand command, ChannelKind kind)
      throws IOException {
    ChannelOffer offer = ChannelOffer.make(kind, index);
    boolean held = false;
    try {
      WorkerProcess worker = start(index, command, offer);
      held = true;
      return worker;
    } finally {
      if (!held) {
        offer.withdraw();
      }
    }
  }

  private static WorkerProcess start(int index, WorkerCommand command, ChannelOffer offer)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.words(offer.address()));
    builder.environment().keySet().removeAll(JvmCommand.OPTION_VARIABLES);
    if (offer.kind() != ChannelKind.PIPE) {
      // Nothing is said there, and a pipe that nobody drains would stop whoever writes to it.
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
    ChildProcess process = ChildProcess.start("worker " + index, builder);
    boolean held = false;
    try {
      WorkerProcess worker = new WorkerProcess(index, process, offer.link(process.pipes()));
      held = true;
      return worker;
    } finally {
      if (!held) {
        process.close();
      }
    }
  }

  /** Returns the worker's index in its pool, from 0. */
  int index() {
    return index;
  }

  /** Returns the way for frames to and from it. */
  FrameChannel channel() {
    return channel;
  }

  /** Returns its process number. */
  long pid() {
    return process.pid();
  }

  /** Waits until the process has ended, whoever may still hold its pipes. */
  void awaitExit() throws InterruptedException {
    process.awaitExit();
  }

  /** Kills the process; returns at once. */
  void kill() {
    process.kill();
  }

  /**
   * Kills the process for a reason that its death will give.
   *
   * @param reason how it came to its end, such as {@code was stopped, and was killed}
   */
  void killBecause(String reason) {
    process.killBecause(reason);
  }

  /** Waits for the process's end, and tells whether it came in time. */
  boolean awaitExit(Duration limit) throws InterruptedException {
    return process.awaitExit(limit);
  }

  /**
   * Describes the end of a worker whose channel has ended; one that lives on is killed, and one
   * that sent what is no frame at once.
   *
   * @param cause what ended the channel, or {@code null} if its other end was closed
   */
  WorkerDeath deathByEndOfChannel(@Nullable IOException cause) throws InterruptedException {
    if (cause instanceof BadFrameException) {
      return deathByKilling("sent a bad frame (" + cause.getMessage() + ") and was killed");
    }
    if (awaitExit(EXIT_LIMIT)) {
      return death(process.fate());
    }
    return deathByKilling("closed its channel without ending, and was killed");
  }

  /** Kills the worker for the reason given, and describes its end. */
  WorkerDeath deathByKilling(String how) throws InterruptedException {
    kill();
    awaitExit(EXIT_LIMIT);
    return death(how);
  }

  /** Describes the end of a worker that was killed because nobody serves it any more. */
  WorkerDeath lost() {
    return new WorkerDeath(index, pid(), "was killed, since the thread that served it failed", "");
  }

  /** Closes what this process holds of it. The process itself has ended or was killed. */
  void closePipes() throws IOException {
    try (process) {
      channel.close();
    }
  }

  /** Waits for the end of the thread that drains its standard error. */
  void joinStderr(Duration limit) throws InterruptedException {
    process.joinReader(limit);
  }

  private WorkerDeath death(String how) throws InterruptedException {
    return new WorkerDeath(index, pid(), process.killedBecause().orElse(how), process.lastWords());
  }
}
