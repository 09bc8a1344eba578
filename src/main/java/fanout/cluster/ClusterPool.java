package fanout.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import fanout.exchange.Outcome;
import fanout.ledger.ChannelTally;
import fanout.ledger.Timeline;
import fanout.strategy.Batch;
import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a cluster's members, spread evenly, that issue batches of requests in chunks. In the
 * driver one virtual thread waits for each slot.
 *
 * <p>Nothing is repeated. When a member is lost, the requests it had fail with {@code MEMBER_LOST}
 * within some seconds, the other members go on with the rest of the batch, and each later batch is
 * refused. Used by one caller at a time.
 */
public final class ClusterPool implements FanOut {
  private final Driver driver;
  private final FanOutConfig config;
  private final List<RemoteMember> members = new ArrayList<>();
  private final List<RemoteSlot> slots = new ArrayList<>();
  private boolean interrupted;
  private boolean closed;

  private ClusterPool(Driver driver, FanOutConfig config) {
    this.driver = driver;
    this.config = config;
  }

  /**
   * Connects to a cluster and opens a session in each of its members, or in as many as there are
   * slots; the others may leave.
   *
   * @param config its target is as the members see it
   * @throws ClusterException if a member cannot be used; nothing is left open
   * @throws InterruptedException if interrupted while waiting; nothing is left open
   */
  public static ClusterPool open(ClusterAccess access, FanOutConfig config)
      throws InterruptedException {
    ClusterPool pool = new ClusterPool(Driver.connect(access), config);
    boolean ready = false;
    try {
      pool.driver.requireSameBuild();
      pool.openSessions();
      ready = true;
      return pool;
    } finally {
      if (!ready) {
        pool.close();
      }
    }
  }

  /**
   * {@inheritDoc} With {@code MEMBER_LOST} for what a lost member had, and {@code NOT_ISSUED} if no
   * member was left for the others.
   *
   * @throws IllegalStateException if the pool is closed or its last batch was interrupted
   * @throws ClusterException if a member was lost before
   */
  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    refuseUnlessUsable();
    timeline.begin();
    timeline.submittedAll();
    int chunk = config.chunk().sizeFor(timeline.requests(), config.concurrency());
    ClusterBatch batch = new ClusterBatch(timeline, chunk, slots.size());
    run(batch);
    Optional<String> loss = firstLoss();
    @Nullable Outcome[] outcomes = batch.finish("no member is left: " + loss.orElse(""));
    timeline.gatheredAll();
    timeline.end();
    if (loss.isPresent()) {
      close(); // nothing is issued any more, and its threads would keep a failing JVM alive
    }
    return new Batch(outcomes);
  }

  /** {@inheritDoc} As far as members had told when they last answered. */
  @Override
  public long connectionsOpened() {
    return members.stream().mapToLong(RemoteMember::connectionsOpened).sum();
  }

  @Override
  public ChannelTally channelTally() {
    return slots.stream().map(RemoteSlot::tally).reduce(ChannelTally.ZERO, ChannelTally::plus);
  }

  /**
   * Returns the members' process numbers; -1 for one that is not of this machine, whose processor
   * time cannot be read.
   */
  @Override
  public List<Long> workerPids() {
    return members.stream().map(RemoteMember::pid).toList();
  }

  /** Ends the sessions and the connection; members stay. A second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      for (RemoteMember member : members) {
        member.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // members end sessions when the connection ends
    } finally {
      driver.close();
    }
  }

  private void openSessions() throws InterruptedException {
    int concurrency = config.concurrency();
    UUID id = driver.id();
    List<Member> all = driver.members();
    for (int place = 0; place < Math.min(concurrency, all.size()); place++) {
      Member there = all.get(place);
      RemoteMember member =
          new RemoteMember(there, MemberFacts.of(there).orElseThrow(), driver.executor());
      members.add(member);
      int count = (concurrency + all.size() - 1 - place) / all.size();
      member.open(id, count, config.exchange(), config.target());
    }
    driver.listen(new Departures()); // whose thread reads the members: none is added any more
    // Turn by turn, so that a batch smaller than c is spread over all members too.
    for (int index = 0; slots.size() < concurrency; index++) {
      for (RemoteMember member : members) {
        if (index < member.slots()) {
          slots.add(new RemoteSlot(member, index));
        }
      }
    }
  }

  private void run(ClusterBatch batch) throws InterruptedException {
    boolean over = false;
    try {
      for (RemoteSlot slot : slots) {
        Thread.ofVirtual().name("cluster-slot").start(() -> slot.run(batch));
      }
      batch.await();
      over = true;
    } finally {
      if (!over) {
        interrupted = true;
        batch.stop();
      }
    }
  }

  private void refuseUnlessUsable() {
    Optional<String> loss = firstLoss();
    if (loss.isPresent()) {
      throw new ClusterException(loss.get());
    }
    if (closed || interrupted) {
      throw new IllegalStateException(
          closed ? "the cluster's pool is closed" : "the cluster's last batch was interrupted");
    }
  }

  private Optional<String> firstLoss() {
    return members.stream().map(RemoteMember::loss).filter(Objects::nonNull).findFirst();
  }

  /** Sees members leave between batches, too. */
  private final class Departures implements MembershipListener {
    @Override
    public void memberAdded(MembershipEvent event) {
      // It gets no slot: the pool's members are those of its start.
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      members.stream()
          .filter(member -> member.id().equals(event.getMember().getUuid()))
          .forEach(member -> member.lost("it has left the cluster"));
    }
  }
}
