package fanout.stub;

import fanout.Delay;
import fanout.os.ChildEndedException;
import fanout.os.ChildProcess;
import fanout.os.Dialogue;
import fanout.os.JvmCommand;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A stub server in a process of its own, so that what it costs can be told from what its client
 * costs. The process ends with {@link #close}, and by itself when this one dies.
 */
public final class StubProcess implements AutoCloseable {
  /** Not by the number of workers: those start when the stub is ready, or are ready themselves. */
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);
  private static final Duration DEATH_LIMIT = Duration.ofSeconds(2);

  /**
   * One thread does the work, and the little garbage it leaves is young: the serial collector needs
   * no threads of its own. Buffers are checked by tests, not on each access.
   */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmn64m",
          "-Dio.netty.allocator.type=pooled",
          "-Dio.netty.leakDetection.level=disabled",
          "-Dio.netty.buffer.checkBounds=false",
          "-Dio.netty.buffer.checkAccessible=false");

  private final ChildProcess process;
  private final Dialogue dialogue;
  private final int port;
  private final boolean tls;

  private StubProcess(ChildProcess process, boolean tls) throws IOException {
    this.process = process;
    this.tls = tls;
    dialogue = new Dialogue(process);
    port = Integer.parseInt(dialogue.await(START_LIMIT));
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
    JvmCommand command =
        JvmCommand.of(StubMain.class.getName())
            .withHeap("128m", "512m")
            .withOptions(JVM_OPTIONS)
            .withOptions("-D" + StubAddress.PROPERTY + "=" + StubAddress.text())
            .withArguments(config.toArguments());
    try {
      ChildProcess process = ChildProcess.start("stub server", command);
      boolean ready = false;
      try {
        StubProcess stub = new StubProcess(process, config.tls());
        ready = true;
        return stub;
      } finally {
        if (!ready) {
          process.close();
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Returns the address that {@code /n} is appended to, such as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return StubAddress.uri(port, tls);
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

  /** Tells in a few words how the process stands, such as {@code … is stopped by a signal}. */
  public String standing() {
    return process.standing();
  }

  /**
   * Returns how the process came to its end, in one line. Its sockets are closed a little before it
   * has ended, so one that lives is waited for a moment.
   *
   * @return its exit code or signal, and its last words; empty while it lives
   */
  public Optional<String> obituary() throws InterruptedException {
    return process.awaitExit(DEATH_LIMIT) ? Optional.of(process.obituary()) : Optional.empty();
  }

  /** Ends the process, by force if it does not end in order within 4 s. May be called again. */
  @Override
  public void close() {
    process.end(CLOSE_LIMIT);
  }

  private String ask(String question) {
    try {
      return dialogue.ask(question, ANSWER_LIMIT);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static StubException failed(IOException e) {
    if (e instanceof ChildEndedException end && end.exitCode() == StubMain.NOT_STARTED) {
      return new StubException(end.lastWords(), e); // it said why
    }
    return new StubException(String.valueOf(e.getMessage()), e);
  }
}
