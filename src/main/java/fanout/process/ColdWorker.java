package fanout.process;

import fanout.os.CpuClock;
import fanout.process.Frame.Chunk;
import fanout.process.Frame.Results;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One worker of a cold batch, and the thread that serves it until it has ended. */
final class ColdWorker {
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(10);

  private final WorkerProcess process;
  private final ColdBatch.Run run;
  private final long startNanos;
  private final long processNanos;
  private final Thread thread;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile int current = -1;
  private volatile @Nullable ColdCourse course;

  private ColdWorker(WorkerProcess process, ColdBatch.Run run, long startNanos, long processNanos) {
    this.process = process;
    this.run = run;
    this.startNanos = startNanos;
    this.processNanos = processNanos;
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("worker-" + process.index() + "-cold")
            .unstarted(this::serve);
  }

  /** Starts a process and the thread that serves it. */
  static ColdWorker start(int index, WorkerCommand command, ColdBatch.Run run) throws IOException {
    long before = System.nanoTime();
    WorkerProcess process = WorkerProcess.start(index, command, ChannelKind.PIPE);
    boolean served = false;
    try {
      ColdWorker worker = new ColdWorker(process, run, before, System.nanoTime());
      worker.thread.start();
      served = true;
      return worker;
    } finally {
      if (!served) {
        process.kill();
      }
    }
  }

  /** Waits until the worker has ended, some worker has died, or it is too late. */
  void awaitEnd(CompletableFuture<WorkerDeath> anyDeath, long deadlineNanos)
      throws InterruptedException {
    try {
      CompletableFuture.anyOf(ended, anyDeath)
          .get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker's thread failed", e);
    } catch (TimeoutException e) {
      run.died(process.deathByKilling("was not done in time, and was killed"));
    }
  }

  /** Returns the request that it was handed last, or a negative number. */
  int current() {
    return current;
  }

  /** Returns its course; only after its end. */
  ColdCourse course() {
    return Objects.requireNonNull(course);
  }

  /** Kills the process if it still runs. */
  void kill() {
    process.kill();
  }

  /** Waits for the ends of the process and of its threads. */
  void join(Duration limit) throws InterruptedException {
    process.awaitExit(limit);
    thread.join(limit);
    process.joinStderr(limit);
  }

  private void serve() {
    try {
      course = work();
      process.channel().closeSending();
      if (!process.awaitExit(EXIT_LIMIT)) {
        run.died(process.deathByKilling("did not end, and was killed"));
      }
      process.closePipes();
    } catch (IOException e) {
      tellOfDeath(e);
    } catch (InterruptedException e) {
      process.kill();
      Thread.currentThread().interrupt();
    } finally {
      ended.complete(null);
    }
  }

  private void tellOfDeath(IOException cause) {
    try {
      run.died(process.deathByEndOfChannel(cause));
      process.closePipes();
    } catch (InterruptedException e) {
      run.died(process.lost());
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      run.died(process.lost());
    }
  }

  private ColdCourse work() throws IOException {
    Handshake greeting = Handshake.with(process.channel(), process.pid());
    long firstNanos = issue(process.index());
    OptionalLong cpuToFirst = CpuClock.nanos(process.pid());
    int requests = 1;
    long lastNanos = firstNanos;
    for (int number = run.claim(); number >= 0; number = run.claim()) {
      lastNanos = issue(number);
      requests++;
    }
    return new ColdCourse(
        startNanos,
        processNanos,
        greeting.ready().mainNanos(),
        greeting.ready().openNanos(),
        firstNanos,
        lastNanos,
        requests,
        cpuToFirst,
        CpuClock.nanos(process.pid()),
        greeting.clocks().shared());
  }

  private long issue(int number) throws IOException {
    FrameChannel channel = process.channel();
    current = number;
    channel.send(new Chunk(number, 1, false));
    if (!channel.await()) {
      throw new EOFException("the channel ended before the reply");
    }
    Frame frame = channel.take();
    if (!(frame instanceof Results results)
        || results.first() != number
        || results.outcomes().size() != 1) {
      throw new BadFrameException("expected the result of request " + number + ", got " + frame);
    }
    long now = System.nanoTime();
    run.store(results.outcomes().getFirst(), number, now);
    return now;
  }
}
