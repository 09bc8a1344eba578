package fanout.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.OutOfMemoryHandler;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A member of a cluster, in this process: issues requests for drivers until it is closed. Where its
 * memory does not suffice the process ends, with a line on standard error and exit code 2.
 */
public final class ClusterMember implements AutoCloseable {
  /** The most requests that one member issues at once. */
  public static final int SLOTS = 4096;

  /** The exit code of a process whose member ran out of memory. */
  private static final int OUT_OF_MEMORY = 2;

  private final HazelcastInstance engine;
  private final Sessions sessions;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * The addresses of a member to be started.
   *
   * @param own where it listens: an address of this machine
   * @param advertised where the others reach it, or {@code null} if that is where it listens
   * @param join members whose cluster it joins; empty to start a cluster
   */
  public record Plan(
      MemberAddress own, @Nullable MemberAddress advertised, List<MemberAddress> join) {}

  private ClusterMember(HazelcastInstance engine) {
    this.engine = engine;
    sessions = Sessions.attachTo(engine);
    engine
        .getLifecycleService()
        .addLifecycleListener(
            event -> {
              if (event.getState() == LifecycleState.SHUTDOWN) {
                ended.countDown();
              }
            });
  }

  /**
   * Starts a member.
   *
   * @param plan where it listens, and whom it joins
   * @param secret what the cluster's members share
   * @param verbose whether the engine's log goes to standard error
   * @throws ClusterException if it cannot listen there, or the others cannot be reached, do not
   *     share the secret or run another build
   */
  public static ClusterMember start(Plan plan, Secret secret, boolean verbose) {
    if (verbose) {
      EngineLog.loud();
    } else {
      EngineLog.quiet();
    }
    Hazelcast.setOutOfMemoryHandler(new EndOfProcess());
    plan.own().requireOwn();
    if (!plan.join().isEmpty()) {
      // A driver is told why it is refused; a member that is refused would try on.
      try (Driver driver = Driver.connect(new ClusterAccess(plan.join(), secret))) {
        driver.requireSameBuild();
      }
    }
    try {
      MemberFacts facts = MemberFacts.own();
      return new ClusterMember(
          HazelcastInstanceFactory.newHazelcastInstance(
              EngineConfig.member(plan, secret, facts), null, new MemberContext()));
    } catch (RuntimeException e) {
      throw EngineLog.memberCannotStart(plan.own(), e);
    }
  }

  /** Returns where the member listens. */
  public MemberAddress address() {
    return Driver.addressOf(engine.getCluster().getLocalMember());
  }

  /** Returns how many members the cluster has, this one included. */
  public int clusterSize() {
    return engine.getCluster().getMembers().size();
  }

  /** Returns the version and the build that drivers must have. */
  public String build() {
    return Build.own().toString();
  }

  /** Waits until the member takes part no longer; it ends by itself only on a failure. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Leaves the cluster and closes what drivers had opened. */
  @Override
  public void close() {
    sessions.close();
    engine.getLifecycleService().terminate();
  }

  /** The engine would close its port and leave the rest of the process standing. */
  private static final class EndOfProcess extends OutOfMemoryHandler {
    @Override
    public void onOutOfMemory(OutOfMemoryError error, HazelcastInstance[] members) {
      try {
        System.err.println("fanout: the member ran out of memory (" + error.getMessage() + ")");
      } finally {
        Runtime.getRuntime().halt(OUT_OF_MEMORY);
      }
    }
  }
}
