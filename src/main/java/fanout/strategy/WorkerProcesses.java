package fanout.strategy;

import fanout.ledger.Timeline;
import fanout.process.ChannelTally;
import java.util.List;

/**
 * c worker processes, each with one request in flight, that get requests in chunks over a channel
 * and hand results back. All run, with their exchanges open, before the first batch.
 */
final class WorkerProcesses implements FanOut {
  private final SharedWorkers workers;
  private final Chunk chunk;
  private final int concurrency;

  WorkerProcesses(FanOutConfig config) {
    concurrency = config.concurrency();
    chunk = config.chunk();
    workers = SharedWorkers.open(config);
  }

  /**
   * {@inheritDoc}
   *
   * @throws fanout.process.WorkerDiedException if a worker has died; it carries the outcomes there
   *     are
   */
  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    return new Batch(workers.issue(timeline, chunk.sizeFor(timeline.requests(), concurrency)));
  }

  @Override
  public long connectionsOpened() {
    return workers.connectionsOpened();
  }

  @Override
  public String slotThreads() {
    return SharedWorkers.SLOT_THREADS;
  }

  @Override
  public List<Long> workerPids() {
    return workers.pids();
  }

  @Override
  public ChannelTally channelTally() {
    return workers.tally();
  }

  @Override
  public void close() {
    workers.close();
  }
}
