package fanout.strategy;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Outcome;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import fanout.process.ChannelSpec;
import fanout.process.ChannelTally;
import fanout.process.WorkerPool;
import java.util.ArrayList;
import java.util.List;

/**
 * A share in this JVM's worker processes. Strategies that are open at once and ask the same server
 * in the same way use the same pool, so that ten workers need not be started and compiled for each
 * of them; a larger pool also serves a strategy with a smaller c. The last to close ends the pool.
 *
 * <p>Strategies that share a pool take turns.
 */
final class SharedWorkers implements AutoCloseable {
  /** Name of the thread that runs a worker, which is the one slot of its process. */
  static final String SLOT_THREADS = "java";

  private static final List<Pool> OPEN = new ArrayList<>();

  private final Pool pool;
  private final int workers;
  private boolean closed;

  /** A pool that is open, and how many use it. */
  private static final class Pool {
    private final Use use;
    private final int size;
    private final WorkerPool workers;
    private int users;

    Pool(Use use, int size, WorkerPool workers) {
      this.use = use;
      this.size = size;
      this.workers = workers;
    }
  }

  private record Use(ExchangeSpec exchange, Target target, ChannelSpec channels) {}

  private SharedWorkers(Pool pool, int workers) {
    this.pool = pool;
    this.workers = workers;
  }

  /**
   * Returns a share in a pool that is open and large enough, or in a new one.
   *
   * @throws IllegalStateException if interrupted while worker processes started
   */
  static SharedWorkers open(FanOutConfig config) {
    synchronized (OPEN) {
      Use use = new Use(config.exchange(), config.target(), config.channels());
      Pool pool =
          OPEN.stream()
              .filter(open -> open.use.equals(use) && open.size >= config.concurrency())
              .findFirst()
              .orElseGet(() -> start(use, config.concurrency()));
      pool.users++;
      return new SharedWorkers(pool, config.concurrency());
    }
  }

  private static Pool start(Use use, int size) {
    try {
      Pool pool =
          new Pool(use, size, WorkerPool.open(size, use.exchange, use.target, use.channels));
      OPEN.add(pool);
      return pool;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while worker processes started", e);
    }
  }

  /**
   * Issues a batch by this share's workers, as {@link WorkerPool#issue(Timeline, int, int)} does.
   */
  Outcome[] issue(Timeline timeline, int chunkSize) throws InterruptedException {
    return pool.workers.issue(timeline, chunkSize, workers);
  }

  /** Counts the connections that the pool has opened. */
  long connectionsOpened() {
    return pool.workers.connectionsOpened();
  }

  /** Returns the process numbers of this share's workers. */
  List<Long> pids() {
    return pool.workers.pids().subList(0, workers);
  }

  /** Returns what has gone through the pool's channels. */
  ChannelTally tally() {
    return pool.workers.tally();
  }

  /** Returns the pool. */
  WorkerPool pool() {
    return pool.workers;
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      if (closed) {
        return;
      }
      closed = true;
      pool.users--;
      if (pool.users == 0) {
        OPEN.remove(pool);
        pool.workers.close();
      }
    }
  }
}
