package fanout.strategy;

import fanout.ledger.MachineReference;
import fanout.ledger.Timeline;
import fanout.process.ChannelTally;
import fanout.process.WorkerPool;
import java.util.List;

/**
 * c worker processes, each with one request in flight, that get requests in chunks over a channel
 * and hand results back. All run, with their exchanges open, before the first batch.
 */
final class WorkerProcesses implements FanOut {
  private final WorkerPool pool;
  private final Chunk chunk;
  private final int workers;

  WorkerProcesses(FanOutConfig config) {
    workers = config.concurrency();
    chunk = config.chunk();
    pool = open(config);
  }

  /**
   * {@inheritDoc}
   *
   * @throws fanout.process.WorkerDiedException if a worker has died; it carries the outcomes there
   *     are
   */
  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    return new Batch(pool.issue(timeline, chunk.sizeFor(timeline.requests(), workers)));
  }

  private static WorkerPool open(FanOutConfig config) {
    try {
      return WorkerPool.open(
          config.concurrency(), config.exchange(), config.target(), config.channels());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while worker processes started", e);
    }
  }

  @Override
  public long connectionsOpened() {
    return pool.connectionsOpened();
  }

  @Override
  public List<Long> workerPids() {
    return pool.pids();
  }

  @Override
  public ChannelTally channelTally() {
    return pool.tally();
  }

  @Override
  public MachineReference machineReference() throws InterruptedException {
    return pool.machineReference();
  }

  @Override
  public void close() {
    pool.close();
  }
}
