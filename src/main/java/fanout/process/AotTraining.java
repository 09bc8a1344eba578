package fanout.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.os.ExitStatus;
import fanout.process.Frame.Chunk;
import fanout.process.Frame.Results;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The making of an ahead-of-time cache: a worker that issues real requests while its JVM takes
 * notes, and a JVM that makes the cache from them. It ends within its limits, and so do its
 * processes when this one dies: the worker by the end of its standard input.
 *
 * @param classPath the workers' class path
 */
public record AotTraining(String classPath) {
  /** Enough for the compilers' profiles to say what is hot; more makes no later start earlier. */
  private static final int CHUNKS = 60;

  private static final int REQUESTS_IN_CHUNK = 20;
  private static final int BODY_BYTES = 32;
  private static final Duration STEP_LIMIT = Duration.ofSeconds(60);

  /**
   * Makes a cache for workers on this process's class path.
   *
   * @param directory where it and the notes for it go, nobody else's
   * @return the cache
   * @throws IOException if it cannot be made, or the JVM does not take it
   * @throws InterruptedException if interrupted; no process is left
   */
  public static Path makeIn(Path directory) throws IOException, InterruptedException {
    AotTraining training = new AotTraining(System.getProperty("java.class.path"));
    Path notes = directory.resolve("workers.aotconf");
    Path cache = directory.resolve("workers.aot");
    training.record(notes);
    training.assemble(notes, cache);
    if (!training.accepts(cache)) {
      throw new IOException("the JVM does not take the cache that it made");
    }
    return cache;
  }

  /**
   * Runs a worker that takes notes.
   *
   * @param configuration where its JVM leaves them
   * @throws IOException if the worker fails, or is not done in time
   */
  void record(Path configuration) throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", AotTraining::answer);
    server.start();
    try {
      InetSocketAddress address = server.getAddress();
      URI base = URI.create("http://127.0.0.1:" + address.getPort());
      WorkerCommand command =
          WorkerCommand.of(
                  ExchangeSpec.parse("okhttp"),
                  new Target(base, BODY_BYTES),
                  WorkerStart.LEAN,
                  Optional.empty())
              .with(classPath, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration);
      train(WorkerProcess.start(0, command, ChannelKind.PIPE));
    } finally {
      server.stop(0);
    }
  }

  /**
   * Makes the cache.
   *
   * @param configuration what {@link #record} left
   * @param cache where it goes
   * @throws IOException if the JVM fails, or is not done in time
   */
  void assemble(Path configuration, Path cache) throws IOException, InterruptedException {
    run(
        "-XX:AOTMode=create",
        "-XX:AOTConfiguration=" + configuration,
        "-XX:AOTCache=" + cache,
        "-cp",
        classPath);
  }

  /** Tells whether the JVM takes a cache, and workers' classes from it. */
  boolean accepts(Path cache) throws IOException, InterruptedException {
    try {
      return run(
              "-Xlog:class+load",
              "-XX:AOTMode=on",
              "-XX:AOTCache=" + cache,
              "-cp",
              classPath,
              AotProbe.class.getName())
          .contains(AotProbe.TAKEN);
    } catch (UnsuitableException e) {
      return false;
    }
  }

  private static void train(WorkerProcess worker) throws IOException, InterruptedException {
    Thread watchdog =
        Thread.ofPlatform()
            .daemon()
            .name("aot-training")
            .start(() -> bound(worker::awaitExit, worker::kill));
    boolean ended = false;
    try {
      Handshake.with(worker.channel(), worker.pid());
      for (int chunk = 0; chunk < CHUNKS; chunk++) {
        issue(worker.channel(), chunk);
      }
      worker.channel().closeSending();
      ended = worker.awaitExit(STEP_LIMIT);
    } finally {
      worker.kill();
      watchdog.interrupt();
      watchdog.join();
      worker.awaitExit(STEP_LIMIT);
      worker.closePipes();
    }
    if (!ended) {
      throw new IOException("the training worker did not end in time");
    }
  }

  private static void issue(FrameChannel channel, int chunk) throws IOException {
    boolean timed = chunk % 2 == 1;
    channel.send(new Chunk(chunk * REQUESTS_IN_CHUNK, REQUESTS_IN_CHUNK, timed));
    if (!(next(channel) instanceof Results results)
        || !results.outcomes().stream().allMatch(Reply.class::isInstance)) {
      throw new IOException("a training request failed");
    }
  }

  private static Frame next(FrameChannel channel) throws IOException {
    if (!channel.await()) {
      throw new EOFException("the training worker ended early");
    }
    return channel.take();
  }

  /** Whoever waits for a frame, or for the end of an output, waits for ever without it. */
  private static void bound(Ending ending, Runnable kill) {
    try {
      if (!ending.await(STEP_LIMIT)) {
        kill.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange request) throws IOException {
    try (request) {
      request.getRequestBody().readAllBytes();
      String number = request.getRequestURI().getPath().substring(1);
      request.getResponseHeaders().set(Target.NUMBER_HEADER, number);
      request.sendResponseHeaders(200, BODY_BYTES);
      request.getResponseBody().write(new byte[BODY_BYTES]);
    }
  }

  private static String run(String... options) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(WorkerCommand.java());
    words.addAll(WorkerCommand.neededOptions());
    words.addAll(WorkerStart.AOT.jvmOptions());
    words.addAll(List.of(options));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    // Its output ends with it, and it ends with the watchdog, which ends with it in turn.
    Thread.ofPlatform()
        .daemon()
        .name("aot-limit")
        .start(() -> bound(process::waitFor, process::destroyForcibly));
    String output;
    try {
      process.getOutputStream().close();
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new UnsuitableException(
          "the JVM " + ExitStatus.describe(process.exitValue()) + " over its cache");
    }
    return output;
  }

  /** The end of a process. */
  private interface Ending {
    boolean await(Duration limit) throws InterruptedException;
  }

  /** Says that a JVM refused. */
  private static final class UnsuitableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsuitableException(String message) {
      super(message);
    }
  }
}
