package fanout.os;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A child process of this program: its pipes, its end, and its last words.
 *
 * <p>A child reads its standard input to the end, which comes when this process closes it or dies
 * in whatever way; so no child outlives its parent. One that a signal has stopped is killed after
 * some seconds, since whoever waits for it would wait for ever.
 */
public final class ChildProcess implements AutoCloseable {
  /** The time limit for the end of a child that was killed. */
  static final Duration KILL_LIMIT = Duration.ofSeconds(4);

  private final String name;
  private final Process process;
  private final ProcessPipes pipes;
  private final LastWords lastWords;
  private volatile @Nullable String killedBecause;

  private ChildProcess(String name, Process process, ProcessPipes pipes, Consumer<String> lines) {
    this.name = name;
    this.process = process;
    this.pipes = pipes;
    lastWords = new LastWords(pipes.stderr(), name.replace(' ', '-') + "-stderr", lines);
    StoppedChildren.watch(process.toHandle(), this::killBecause);
  }

  /**
   * Starts a child with a pipe for each of its standard streams.
   *
   * @param name what messages call it, such as {@code worker 3}
   * @throws IOException if it cannot be started; the message says what and why
   */
  public static ChildProcess start(String name, JvmCommand command) throws IOException {
    return start(name, command.toBuilder(), line -> {});
  }

  /**
   * Starts a child.
   *
   * @param name what messages call it
   * @param builder leaves standard input and error to be pipes
   * @param lines takes each line that the child writes to standard error
   * @throws IOException if it cannot be started
   */
  public static ChildProcess start(String name, ProcessBuilder builder, Consumer<String> lines)
      throws IOException {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException("cannot start the " + name + ": " + e.getMessage(), e);
    }
    ProcessPipes pipes = null;
    boolean held = false;
    try {
      pipes = ProcessPipes.of(process);
      ChildProcess child = new ChildProcess(name, process, pipes, lines);
      held = true;
      return child;
    } finally {
      // Whatever failed, a thread that could not be started included: nobody else knows of it.
      if (!held) {
        process.destroyForcibly();
        if (pipes != null) {
          pipes.close();
        }
      }
    }
  }

  /** Returns what messages call it. */
  public String name() {
    return name;
  }

  /** Returns its process number. */
  public long pid() {
    return process.pid();
  }

  /** Returns this side's ends of its standard streams; standard error is read already. */
  public ProcessPipes pipes() {
    return pipes;
  }

  /** Tells whether it has not ended yet. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns its exit code.
   *
   * @throws IllegalThreadStateException if it has not ended yet
   */
  public int exitCode() {
    return process.exitValue();
  }

  /** Waits until the process has ended, whoever may still hold its pipes. */
  public void awaitExit() throws InterruptedException {
    process.waitFor();
  }

  /**
   * Waits for its end. Not through {@link Process#onExit}: that needs the common pool, which
   * anybody may keep busy.
   *
   * @return whether it came in time
   */
  public boolean awaitExit(Duration limit) throws InterruptedException {
    return process.waitFor(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
  }

  /** Kills it; returns at once. */
  public void kill() {
    process.destroyForcibly();
  }

  /**
   * Kills it for a reason that its end will give; one that has ended keeps its own, and the first
   * reason stands.
   *
   * @param reason how it came to its end, such as {@code was stopped, and was killed}
   */
  public void killBecause(String reason) {
    if (process.isAlive()) {
      if (killedBecause == null) {
        killedBecause = reason;
      }
      kill();
    }
  }

  /**
   * Returns how it stands, such as {@code was killed by SIGKILL (9)} or {@code is alive}; a child
   * killed by {@link #killBecause} gives that reason.
   */
  public String fate() {
    String reason = killedBecause;
    if (reason != null) {
      return reason;
    }
    if (process.isAlive()) {
      return StoppedChildren.isStopped(process.pid()) ? "is stopped by a signal" : "is alive";
    }
    return ExitStatus.describe(process.exitValue());
  }

  /** Returns the end of what a dead child wrote to standard error, at most 4 KiB; maybe empty. */
  public String lastWords() throws InterruptedException {
    return lastWords.ofDeadChild();
  }

  /** Tells in a few words which child it is and how it stands. */
  public String standing() {
    return "the %s (pid %d) %s".formatted(name, pid(), fate());
  }

  /**
   * Tells in one line which child it was, its end and its last words, such as {@code the stub
   * server (pid 4711) exited with code 1; its last words: Error occurred during …}.
   */
  public String obituary() throws InterruptedException {
    String words = LastWords.inOneLine(lastWords());
    return words.isEmpty() ? standing() : standing() + "; its last words: " + words;
  }

  /** Keeps a line among the last words that was written elsewhere. */
  void keep(String line) {
    lastWords.add(line);
  }

  /**
   * Closes its standard input, waits for its end, and kills it where that does not come in time. An
   * interrupt forgoes the waiting, and is restored.
   *
   * @param limit how long it may take to end by itself
   */
  public void end(Duration limit) {
    boolean interrupted = Thread.interrupted();
    try {
      pipes.stdin().close();
    } catch (IOException e) {
      kill(); // it could not be told
    }
    try {
      if (interrupted || !awaitExit(limit)) {
        kill();
      }
      awaitExit(KILL_LIMIT);
    } catch (InterruptedException e) {
      interrupted = true;
      kill();
    }
    close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills it if it lives, and closes this side's ends of its streams. May be called again. */
  @Override
  public void close() {
    kill();
    try (pipes) {
      lastWords.close();
    } catch (IOException e) {
      keep("(its streams could not be closed: " + e + ")");
    }
  }

  /** Waits for the end of the thread that reads its standard error. */
  public void joinReader(Duration limit) throws InterruptedException {
    lastWords.join(limit);
  }
}
