package fanout.process;

import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import fanout.process.Frame.Chunk;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way through the workers. Lanes take chunks from a shared cursor and store
 * outcomes; the caller sleeps until the last lane has run dry, and is woken once.
 */
final class Dispatch implements Work {
  /** How long the other workers have for what they are at after one has died. */
  private static final Duration DEATH_GRACE = Duration.ofSeconds(2);

  private final Timeline timeline;
  private final int chunkSize;
  private final int lanes;
  private final @Nullable Outcome[] outcomes;
  private final Thread caller = Thread.currentThread();
  private final AtomicInteger cursor = new AtomicInteger();
  private final AtomicInteger activeLanes;
  private long graceEnd;
  private volatile boolean stopped;
  private volatile @Nullable WorkerDeath death;

  /**
   * Prepares a batch; the constructing thread is the one that will wait for it.
   *
   * @param lanes the lanes that will take part; each must report exactly once that it is done
   */
  Dispatch(Timeline timeline, int chunkSize, int lanes) {
    this.timeline = timeline;
    this.chunkSize = chunkSize;
    this.lanes = lanes;
    outcomes = new Outcome[timeline.requests()];
    activeLanes = new AtomicInteger(lanes);
  }

  /** Takes the next chunk, or {@code null} if there is none or the batch was stopped. */
  @Override
  public @Nullable Order claim(Desk desk, int mostBytes) {
    if (stopped) {
      return null;
    }
    int first = cursor.getAndAdd(chunkSize);
    // Below 0 only where the cursor has run over past the last request.
    if (first < 0 || first >= outcomes.length) {
      return null;
    }
    int count = Math.min(chunkSize, outcomes.length - first);
    return new ChunkOrder(this, new Chunk(first, count, timeline.isRecording()), desk.books());
  }

  @Override
  public int share() {
    int left = Math.max(0, outcomes.length - cursor.get());
    return Math.max(1, left / (chunkSize * lanes));
  }

  /** Takes in the outcomes of requests from {@code first} on. */
  void store(int first, List<Outcome> chunk) {
    for (int position = 0; position < chunk.size(); position++) {
      outcomes[first + position] = chunk.get(position);
    }
  }

  /** Returns the batch's timeline. */
  Timeline timeline() {
    return timeline;
  }

  /** Reports that a lane has nothing left to do. */
  void laneDone() {
    if (activeLanes.decrementAndGet() == 0) {
      LockSupport.unpark(caller);
    }
  }

  /** Reports that a lane's worker has died with requests in its hands: the batch is stopped. */
  void laneDied(WorkerDeath how) {
    death = how;
    stopped = true;
    activeLanes.decrementAndGet();
    LockSupport.unpark(caller);
  }

  /** Returns the nanoseconds that are left of the grace, which begins when this is first called. */
  private long graceLeft() {
    if (graceEnd == 0) {
      graceEnd = System.nanoTime() + DEATH_GRACE.toNanos();
    }
    return graceEnd - System.nanoTime();
  }

  /**
   * Lets all lanes take part, and waits until they are done. On the thread that made the batch.
   *
   * @return the death that stopped the batch, or {@code null}
   * @throws InterruptedException if interrupted; lanes then take no more chunks
   */
  @Nullable WorkerDeath run(List<Lane> taking) throws InterruptedException {
    boolean over = false;
    try {
      for (Lane lane : taking) {
        lane.begin(this);
      }
      WorkerDeath how = await();
      over = true;
      return how;
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while writing to a worker process");
    } finally {
      if (!over) {
        stopped = true;
      }
    }
  }

  /**
   * Waits until all lanes are done; after a death, only as long as its grace allows.
   *
   * @return the death that stopped the batch, or {@code null}
   */
  private @Nullable WorkerDeath await() throws InterruptedException {
    while (activeLanes.get() > 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for worker processes");
      }
      if (death == null) {
        LockSupport.park(this);
        continue;
      }
      long left = graceLeft();
      if (left <= 0) {
        break;
      }
      LockSupport.parkNanos(this, left);
    }
    return death;
  }

  /** Returns the outcomes by request number; {@code null} where none has come. */
  @Nullable Outcome[] outcomes() {
    return outcomes;
  }
}
