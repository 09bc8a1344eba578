package fanout.stub;

import fanout.os.LastLines;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stub server in a process of its own, so that what it costs can be told from what its client
 * costs. The process ends with {@link #close}, and by itself when this one dies.
 */
public final class StubProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);

  /**
   * One thread does the work, and the little garbage it leaves is young: the serial collector needs
   * no threads of its own. Buffers are checked by tests, not on each access.
   */
  private static final List<String> JVM_FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-Xms128m",
          "-Xmn64m",
          "-Xmx512m",
          "-XX:-UsePerfData",
          "-Dio.netty.allocator.type=pooled",
          "-Dio.netty.leakDetection.level=disabled",
          "-Dio.netty.buffer.checkBounds=false",
          "-Dio.netty.buffer.checkAccessible=false");

  private final Process process;
  private final BufferedWriter commands;
  private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
  private final LastLines errors;
  private final int port;

  private StubProcess(Process process) {
    this.process = process;
    commands = process.outputWriter();
    errors = LastLines.of(process.errorReader());
    BufferedReader output = process.inputReader();
    Thread.ofPlatform().daemon().name("stub-stdout").start(() -> readAnswers(output));
    port = Integer.parseInt(await(START_LIMIT));
  }

  /**
   * Starts a stub server and waits until it accepts connections.
   *
   * @return a handle that the caller closes
   * @throws StubException if the process cannot be started, ends before it is ready (its message
   *     then is what the process wrote to its standard error, such as that the port is in use), or
   *     is not ready within 20 s
   */
  public static StubProcess start(StubConfig config) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_FLAGS);
    command.add("-D" + StubAddress.PROPERTY + "=" + StubAddress.text());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), StubMain.class.getName()));
    command.addAll(config.toArguments());
    try {
      return new StubProcess(new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new StubException("cannot start the stub server: " + e.getMessage(), e);
    }
  }

  /** Returns the address that {@code /n} is appended to, such as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return StubAddress.uri(port);
  }

  /** Returns the process's id. */
  public long pid() {
    return process.pid();
  }

  /**
   * Returns what the server has done so far.
   *
   * @throws StubException if it has ended, or does not answer within 10 s
   */
  public synchronized StubReport report() {
    return StubReport.parse(ask(StubMain.REPORT));
  }

  /**
   * Forgets the delay errors measured so far, so that the next report speaks of what follows.
   *
   * @throws StubException if the server has ended, or does not answer within 10 s
   */
  public synchronized void resetDelayErrors() {
    ask(StubMain.RESET);
  }

  /**
   * Sets the service delay of requests that come after the call.
   *
   * @throws StubException if the server has ended, or does not answer within 10 s
   */
  public synchronized void setDelay(Delay delay) {
    ask(StubMain.DELAY + delay);
  }

  /** Ends the process, by force if it does not end in order within 4 s. May be called again. */
  @Override
  public void close() {
    try {
      commands.close(); // the end of its standard input is the sign to end
    } catch (IOException e) {
      process.destroy(); // it can only fail when the process has gone already
    }
    try {
      if (!process.waitFor(CLOSE_LIMIT)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /**
   * Waits for the end, for a while; an interrupt does not end the wait. Not through {@link
   * Process#onExit}: that needs the common pool, which anybody may keep busy.
   */
  private void awaitExit() {
    long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
    boolean interrupted = false;
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private String ask(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      throw failed("the stub server has ended", e);
    }
    return await(ANSWER_LIMIT);
  }

  private String await(Duration limit) {
    try {
      Optional<String> line = answers.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (line == null) {
        kill();
        throw failed("the stub server did not answer within " + limit.toSeconds() + " s", null);
      }
      if (line.isEmpty()) {
        answers.add(line); // for whoever asks again
      }
      return line.orElseThrow(() -> failed("the stub server has ended", null));
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw failed("interrupted while waiting for the stub server", null);
    }
  }

  private void readAnswers(BufferedReader output) {
    try (output) {
      output.lines().map(Optional::of).forEach(answers::add);
    } catch (IOException | UncheckedIOException e) {
      process.destroy(); // without its answers the process is of no use
    } finally {
      answers.add(Optional.empty());
    }
  }

  private StubException failed(String what, @Nullable IOException cause) {
    awaitExit(); // its streams end a little before the process does
    String message = what;
    String end = errors.atEnd();
    if (!process.isAlive()) {
      int exitCode = process.exitValue();
      message = exitCode == StubMain.NOT_STARTED ? end : what + " with exit code " + exitCode;
    }
    if (!message.equals(end) && !end.isEmpty()) {
      message += "; its standard error ends with: " + end;
    }
    return cause == null ? new StubException(message) : new StubException(message, cause);
  }
}
