package fanout.worker;

import fanout.ledger.MachineReference;
import fanout.worker.Frame.Chunk;
import fanout.worker.Frame.Results;
import fanout.worker.Frame.Stamps;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One worker and the thread that serves it. The thread waits for the worker's frames all its life,
 * between batches too, so that a batch needs no thread to be woken before its first chunk: the
 * caller itself writes every worker's first chunk, and the lane's thread each further one as soon
 * as it has the results of the one before.
 */
final class Lane {
  /** How long what a dead worker wrote may take to be received. */
  private static final Duration LAST_FRAMES_LIMIT = Duration.ofMillis(250);

  private final WorkerProcess worker;
  private final FrameChannel channel;
  private final CompletableFuture<WorkerDeath> anyDeath;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Thread thread;
  private final CompletableFuture<Void> afterExit;
  private final LaneBooks books = new LaneBooks();
  private final FarInjection injection = new FarInjection();
  private ClockAlignment clocks = ClockAlignment.UNTRIED;

  // The caller's first hand-over is under the lane's monitor, and so is the lane's look at it: that
  // passes the channel's sending side and the books on. They come back with the batch's end.
  private @Nullable Dispatch dispatch;
  private @Nullable WorkerDeath death;
  private volatile @Nullable Chunk outstanding;
  private volatile @Nullable ChannelLoan loan;
  private volatile boolean closing;

  /**
   * Takes a started worker into service.
   *
   * @param anyDeath completed with the death of whichever worker dies first
   */
  Lane(WorkerProcess worker, CompletableFuture<WorkerDeath> anyDeath) {
    this.worker = worker;
    this.anyDeath = anyDeath;
    channel = worker.channel();
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("worker-" + worker.index() + "-lane")
            .unstarted(this::run);
    thread.start();
    afterExit = worker.onExit().thenRun(this::freeFromPipe);
  }

  /** Completes when the worker waits for its first chunk. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Returns the worker. */
  WorkerProcess worker() {
    return worker;
  }

  /**
   * Takes part in a batch: hands the worker its first chunk, if there is one left.
   *
   * @throws ClosedByInterruptException if the calling thread is interrupted
   */
  synchronized void begin(Dispatch batch) throws ClosedByInterruptException {
    if (death != null) {
      batch.laneDied(death);
      return;
    }
    dispatch = batch;
    try {
      handNext(batch, true);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // Its standard input is closed, so it is dead or dying; the lane's thread will say how.
      worker.kill();
    }
  }

  /** Returns what the worker has and has not answered, or {@code null}. */
  @Nullable Chunk outstanding() {
    return outstanding;
  }

  /** Returns how the worker died, or {@code null} while it lives. */
  synchronized @Nullable WorkerDeath death() {
    return death;
  }

  /**
   * Takes the machine's references, with round trips over this channel. To be called between
   * batches.
   *
   * @throws IOException if the worker dies meanwhile
   */
  MachineReference machineReference() throws IOException, InterruptedException {
    ChannelLoan own = new ChannelLoan(channel);
    loan = own;
    try {
      own.take(anyDeath);
      return MachineReference.measure(own);
    } finally {
      own.giveBack();
    }
  }

  /** Returns what has gone through the channel. To be called between batches. */
  ChannelTally tally() {
    return books.tally(channel);
  }

  /** Returns the connections that the worker said it had opened. */
  long connectionsOpened() {
    return books.connectionsOpened();
  }

  /** Tells the worker to end once it has done what it is at. */
  void closeSending() throws IOException {
    closing = true;
    channel.closeSending();
  }

  /** Closes the pipes of a worker that has ended, and waits for the threads that served it. */
  void closeAndJoin(Duration limit) throws IOException, InterruptedException {
    worker.closePipes();
    try {
      afterExit.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the end of worker process " + worker.pid() + " was not seen", e);
    }
    thread.join(limit);
    worker.joinStderr(limit);
  }

  private void run() {
    WorkerDeath how = null;
    try {
      how = serveUntilItEnds();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // However this thread ends, a caller that waits must learn of it.
      if (how == null) {
        worker.kill();
        how = worker.lost();
      }
      died(how);
    }
  }

  private WorkerDeath serveUntilItEnds() throws InterruptedException {
    try {
      clocks = Handshake.with(channel, worker.pid());
      ready.complete(null);
      while (channel.await()) {
        receive();
      }
      return worker.deathByEndOfChannel();
    } catch (BadFrameException e) {
      return worker.deathByKilling("sent a bad frame (" + e.getMessage() + ") and was killed");
    } catch (IOException e) {
      // A broken pipe or half a frame: how the process ended says more than this.
      return worker.deathByEndOfChannel();
    }
  }

  private void receive() throws IOException {
    ChannelLoan wanted = loan;
    if (wanted != null) {
      loan = null;
      wanted.lend();
      return;
    }
    Dispatch batch = currentBatch();
    Chunk chunk = outstanding;
    if (batch == null || chunk == null) {
      throw new BadFrameException("no frame was expected, got " + channel.take());
    }
    long readNanos = chunk.timed() ? System.nanoTime() : 0;
    Results results = resultsOf(chunk);
    batch.store(results.first(), results.outcomes());
    books.connections(results.connectionsOpened());
    ChunkTimes times = results.times();
    if (times != null) {
      long decodedNanos = System.nanoTime();
      long shift = books.received(nextStamps(), readNanos, decodedNanos, clocks);
      times.placeIn(batch.timeline(), results.first(), shift);
    }
    injection.takeAccount(batch.timeline().injection(), channel);
    handNext(batch, false);
  }

  private synchronized @Nullable Dispatch currentBatch() {
    return dispatch;
  }

  private Results resultsOf(Chunk chunk) throws BadFrameException {
    Frame frame = channel.take();
    if (frame instanceof Results results
        && results.first() == chunk.first()
        && results.outcomes().size() == chunk.count()
        && (results.times() != null) == chunk.timed()) {
      return results;
    }
    throw new BadFrameException("expected the results of " + chunk + ", got " + frame);
  }

  private Stamps nextStamps() throws IOException {
    if (!channel.await()) {
      throw new EOFException("the channel ended between results and their stamps");
    }
    Frame frame = channel.take();
    if (frame instanceof Stamps stamps) {
      return stamps;
    }
    throw new BadFrameException("expected stamps after timed results, got " + frame);
  }

  private void handNext(Dispatch batch, boolean opensBatch) throws IOException {
    Chunk chunk = batch.claim();
    outstanding = chunk;
    if (chunk == null) {
      batch.laneDone();
      return;
    }
    if (opensBatch) {
      injection.open(batch.timeline().injection(), channel);
    }
    long beginNanos = chunk.timed() ? System.nanoTime() : 0;
    channel.put(chunk);
    if (chunk.timed()) {
      books.sending(beginNanos, System.nanoTime());
    }
    channel.flush();
  }

  private synchronized void died(WorkerDeath how) {
    if (closing && outstanding == null) {
      return;
    }
    death = how;
    anyDeath.complete(how);
    if (dispatch != null && outstanding != null) {
      dispatch.laneDied(how);
    }
  }

  /** End of file alone does not tell of a death: a grandchild may hold the pipe open. */
  private void freeFromPipe() {
    try {
      thread.join(LAST_FRAMES_LIMIT);
      channel.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
