package fanout.cluster;

import fanout.ledger.ChannelTally;
import fanout.ledger.Timeline;
import fanout.strategy.Batch;
import fanout.strategy.Chunk;
import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import java.util.List;

/**
 * c slots spread over the members of a cluster, which may be on other machines. Members are started
 * beforehand and by themselves; which they are is told by the system properties that {@link
 * ClusterAccess} names.
 */
final class Cluster implements FanOut {
  private final ClusterPool pool;
  private final Chunk chunk;
  private final int slots;

  Cluster(FanOutConfig config) {
    slots = config.concurrency();
    chunk = config.chunk();
    pool = open(config);
  }

  /**
   * {@inheritDoc}
   *
   * @throws MemberLostException if a member was lost in an earlier batch
   */
  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    return new Batch(pool.issue(timeline, chunk.sizeFor(timeline.requests(), slots)));
  }

  private static ClusterPool open(FanOutConfig config) {
    try {
      return ClusterPool.open(
          ClusterAccess.fromSystem(), config.concurrency(), config.exchange(), config.target());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while connecting to a cluster", e);
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
  public void close() {
    pool.close();
  }
}
