package fanout.strategy;

import fanout.exchange.Outcome;
import fanout.ledger.ChannelTally;
import fanout.ledger.Timeline;
import fanout.process.WorkerDiedException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * c worker processes, each with one request in flight, that get requests over a channel and hand
 * results back: in chunks, or as the control whose workers get their whole {@linkplain Shares
 * share} in one message. All run, with their exchanges open, before the first batch.
 */
final class WorkerProcesses implements FanOut {
  /** An exchange gives up after at most 10 s each of connecting, writing and waiting to read. */
  private static final Duration PER_REQUEST = Duration.ofMinutes(2);

  private final SharedWorkers workers;
  private final Chunk chunk;
  private final int concurrency;
  private final @Nullable Shares shares;
  private final ChannelCounts counts;
  private boolean interrupted;

  private WorkerProcesses(FanOutConfig config, @Nullable Shares shares) {
    concurrency = config.concurrency();
    chunk = config.chunk();
    this.shares = shares;
    workers = SharedWorkers.open(config);
    counts = new ChannelCounts(workers.connectionsOpened(), concurrency);
  }

  /** Opens {@link Strategy#WORKER_PROCESSES}. */
  static WorkerProcesses inChunks(FanOutConfig config) {
    return new WorkerProcesses(config, null);
  }

  /** Opens {@link Strategy#ORACLE_PROCESSES}. */
  static WorkerProcesses inShares(FanOutConfig config) {
    return new WorkerProcesses(config, new Shares(config.concurrency(), config.delayNanos()));
  }

  /**
   * {@inheritDoc}
   *
   * @throws LostBatchException if a worker has died; it carries the outcomes there are
   * @throws IllegalStateException if the last batch was interrupted
   */
  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    if (interrupted) {
      throw new IllegalStateException("the workers' last batch was interrupted");
    }
    WorkerBatch batch = batchOf(timeline);
    int most = Math.max(1, Math.ceilDiv(timeline.requests(), batch.size()));
    timeline.begin();
    timeline.submittedAll();
    boolean whole = false;
    try {
      workers.pool().run(IssueRequests.class, batch, PER_REQUEST.multipliedBy(most));
      whole = true;
    } catch (WorkerDiedException e) {
      batch.end();
      throw new LostBatchException(e, batch.outcomesDespite(e));
    } catch (InterruptedException e) {
      interrupted = true;
      throw e;
    } finally {
      if (!whole) {
        batch.end();
        workers.spoil();
      }
    }
    timeline.gatheredAll();
    timeline.end();
    return new Batch(all(batch));
  }

  /** {@link Batch} checks that each is there. */
  @SuppressWarnings("NullAway")
  private static Outcome[] all(WorkerBatch batch) {
    return batch.outcomes();
  }

  private WorkerBatch batchOf(Timeline timeline) {
    return shares == null
        ? WorkerBatch.inChunks(
            timeline, chunk.sizeFor(timeline.requests(), concurrency), concurrency, counts)
        : WorkerBatch.inShares(timeline, shares.ofBatch(timeline.requests()), counts);
  }

  @Override
  public long connectionsOpened() {
    return counts.connectionsOpened();
  }

  @Override
  public String slotThreads() {
    return SharedWorkers.SLOT_THREADS;
  }

  @Override
  public List<Long> workerPids() {
    return workers.pool().pids().subList(0, concurrency);
  }

  @Override
  public ChannelTally channelTally() {
    return counts.tally();
  }

  @Override
  public void close() {
    workers.close();
  }
}
