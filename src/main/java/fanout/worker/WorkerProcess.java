package fanout.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running worker process, this side's end of its channel, and the end of its standard error. */
final class WorkerProcess {
  /** How long a worker whose channel has ended may take to end itself. */
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(1);

  private final int index;
  private final Process process;
  private final FrameChannel channel;
  private final StderrTail stderr;

  private WorkerProcess(int index, Process process, ProcessPipes pipes) {
    this.index = index;
    this.process = process;
    channel = new PipeChannel(pipes.stdout(), pipes.stdin());
    stderr = new StderrTail(pipes.stderr(), "worker-" + index + "-stderr");
  }

  /** Starts a process; its channel is there at once, its hello comes later. */
  static WorkerProcess start(int index, WorkerCommand command) throws IOException {
    Process process = new ProcessBuilder(command.words()).start();
    boolean held = false;
    try {
      WorkerProcess worker = new WorkerProcess(index, process, ProcessPipes.of(process));
      held = true;
      return worker;
    } finally {
      // Whatever failed, a thread that could not be started included: nobody else knows of it.
      if (!held) {
        process.destroyForcibly();
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

  /** Completes when the process has ended, whoever may still hold its pipes. */
  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Kills the process; returns at once. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for the process's end, and tells whether it came in time. */
  boolean awaitExit(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Describes the end of a worker whose channel has ended; one that lives on is killed. */
  WorkerDeath deathByEndOfChannel() throws InterruptedException {
    if (awaitExit(EXIT_LIMIT)) {
      return death(ExitStatus.describe(process.exitValue()));
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
    try (stderr) {
      channel.close();
    }
  }

  /** Waits for the end of the thread that drains its standard error. */
  void joinStderr(Duration limit) throws InterruptedException {
    stderr.join(limit);
  }

  private WorkerDeath death(String how) throws InterruptedException {
    return new WorkerDeath(index, pid(), how, stderr.ofDeadWorker());
  }
}
