package fanout.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Outcome;
import fanout.exchange.Target;
import fanout.ledger.ChannelTally;
import fanout.ledger.Timeline;
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
 * refused with a {@link MemberLostException}. Used by one caller at a time.
 */
public final class ClusterPool implements AutoCloseable {
  private final Driver driver;
  private final List<RemoteMember> members = new ArrayList<>();
  private final List<RemoteSlot> slots = new ArrayList<>();
  private boolean interrupted;
  private boolean closed;

  private ClusterPool(Driver driver) {
    this.driver = driver;
  }

  /**
   * Connects to a cluster and opens a session in each of its members.
   *
   * @param concurrency c, the slots of all members together, at least 1
   * @param exchange the exchange that each member opens for itself
   * @param target where requests go, as the members see it
   * @throws ClusterException if a member cannot be used; nothing is left open
   * @throws InterruptedException if interrupted while waiting; nothing is left open
   */
  public static ClusterPool open(
      ClusterAccess access, int concurrency, ExchangeSpec exchange, Target target)
      throws InterruptedException {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be > 0, was " + concurrency);
    }
    ClusterPool pool = new ClusterPool(Driver.connect(access));
    boolean ready = false;
    try {
      pool.driver.requireSameBuild();
      pool.openSessions(concurrency, exchange, target);
      ready = true;
      return pool;
    } finally {
      if (!ready) {
        pool.close();
      }
    }
  }

  /**
   * Issues requests {@code 0} to {@code timeline.requests() - 1} and waits for all outcomes.
   *
   * @param timeline takes the batch's start and end and the six times of each request
   * @param chunkSize how many requests a slot gets at a time, at least 1
   * @return element {@code n} is the outcome of request {@code n}; with {@code MEMBER_LOST} for
   *     what a lost member had, and {@code NOT_ISSUED} if none was left for the others
   * @throws IllegalArgumentException if {@code chunkSize} is below 1
   * @throws IllegalStateException if the pool is closed or its last batch was interrupted
   * @throws MemberLostException if a member was lost before
   * @throws InterruptedException if interrupted; the pool must then be closed
   */
  public Outcome[] issue(Timeline timeline, int chunkSize) throws InterruptedException {
    if (chunkSize < 1) {
      throw new IllegalArgumentException("chunk size must be > 0, was " + chunkSize);
    }
    refuseUnlessUsable();
    timeline.begin();
    timeline.submittedAll();
    ClusterBatch batch = new ClusterBatch(timeline, chunkSize, slots.size());
    run(batch);
    Optional<String> loss = firstLoss();
    @Nullable Outcome[] outcomes = batch.finish("no member is left: " + loss.orElse(""));
    timeline.gatheredAll();
    timeline.end();
    if (loss.isPresent()) {
      close(); // nothing is issued any more, and its threads would keep a failing JVM alive
    }
    return outcomes;
  }

  /** Counts the connections that members had opened for this driver when they last answered. */
  public long connectionsOpened() {
    return members.stream().mapToLong(RemoteMember::connectionsOpened).sum();
  }

  /** Returns what has gone to all members and back so far. To be called between batches. */
  public ChannelTally tally() {
    return slots.stream()
        .map(slot -> slot.books().tally())
        .reduce(ChannelTally.ZERO, ChannelTally::plus);
  }

  /**
   * Returns the members' process numbers; -1 for one that is not of this machine, whose processor
   * time cannot be read.
   */
  public List<Long> pids() {
    return members.stream().map(RemoteMember::pid).toList();
  }

  /** Returns where the members are, in the order in which slots are given to them. */
  public List<String> memberNames() {
    return members.stream().map(RemoteMember::name).toList();
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

  private void openSessions(int concurrency, ExchangeSpec exchange, Target target)
      throws InterruptedException {
    UUID id = driver.id();
    List<Member> all = driver.members();
    for (Member member : all) {
      members.add(
          new RemoteMember(member, MemberFacts.of(member).orElseThrow(), driver.executor()));
    }
    driver.listen(new Departures());
    for (int place = 0; place < members.size(); place++) {
      int count = (concurrency + members.size() - 1 - place) / members.size();
      if (count > 0) {
        members.get(place).open(id, count, exchange, target);
      }
    }
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
      throw new MemberLostException(loss.get());
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
