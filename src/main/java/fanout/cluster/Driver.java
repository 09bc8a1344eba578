package fanout.cluster;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A connection, as a client, to all members of one cluster. */
final class Driver implements AutoCloseable {
  private final ClusterAccess access;
  private final HazelcastInstance client;

  private Driver(ClusterAccess access, HazelcastInstance client) {
    this.access = access;
    this.client = client;
  }

  /**
   * Connects.
   *
   * @throws ClusterException if a named member cannot be reached, does not share the secret, or is
   *     not of the same cluster as the first
   */
  static Driver connect(ClusterAccess access) {
    EngineLog.quiet().takeWarnings();
    access.members().forEach(member -> member.requireReachable(EngineConfig.CONNECT_LIMIT));
    HazelcastInstance client;
    try {
      client = HazelcastClient.newHazelcastClient(EngineConfig.client(access));
    } catch (RuntimeException e) { // the engine throws what it has, of several types
      throw EngineLog.driverRefused(access.members(), e);
    }
    Driver driver = new Driver(access, client);
    boolean sound = false;
    try {
      driver.requireOneCluster();
      sound = true;
      return driver;
    } finally {
      if (!sound) {
        driver.close();
      }
    }
  }

  /**
   * Checks that each member runs this very program.
   *
   * @throws ClusterException if one does not; it names the member and both builds
   */
  void requireSameBuild() {
    for (Member member : members()) {
      Optional<MemberFacts> facts = MemberFacts.of(member);
      if (facts.isEmpty()) {
        throw new ClusterException("the member at " + name(member) + " is none of this program's");
      }
      Build build = facts.get().build();
      if (!build.equals(Build.own())) {
        throw new ClusterException(
            "the member at %s runs another build (%s) than this program (%s)"
                .formatted(name(member), build, Build.own()));
      }
    }
  }

  /** Returns the members, in the order of their addresses. */
  List<Member> members() {
    List<Member> members = new ArrayList<>(client.getCluster().getMembers());
    members.sort(Comparator.comparing(Driver::name));
    return members;
  }

  IExecutorService executor() {
    return client.getExecutorService(EngineConfig.EXECUTOR);
  }

  /** Returns the number by which members know this connection. */
  UUID id() {
    return client.getLocalEndpoint().getUuid();
  }

  void listen(MembershipListener listener) {
    client.getCluster().addMembershipListener(listener);
  }

  /** Returns where a member is reached. */
  static MemberAddress addressOf(Member member) {
    return new MemberAddress(member.getAddress().getHost(), member.getAddress().getPort());
  }

  /** Returns {@code HOST:PORT}. */
  static String name(Member member) {
    return addressOf(member).toString();
  }

  @Override
  public void close() {
    client.shutdown();
  }

  /** Members of two clusters would each be one cluster's only half: the client sees just one. */
  private void requireOneCluster() {
    List<MemberAddress> there = members().stream().map(Driver::addressOf).toList();
    for (MemberAddress named : access.members()) {
      if (there.stream().noneMatch(named::isSameAs)) {
        throw new ClusterException(
            "the member at %s is not of one cluster with %s; start it with --join"
                .formatted(named, EngineLog.names(there)));
      }
    }
  }
}
