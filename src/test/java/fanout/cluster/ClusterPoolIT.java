package fanout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Bookkeeper;
import fanout.ledger.ChannelTally;
import fanout.ledger.Timeline;
import fanout.strategy.Chunk;
import fanout.strategy.FanOutConfig;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver and two members that are well, and what is refused before the first request. */
@Timeout(120)
final class ClusterPoolIT {
  private static final int REQUESTS = 100;
  private static final int CONCURRENCY = 3;

  @TempDir private static Path folder;

  private static Path secret;
  private static MemberProcess first;
  private static MemberProcess second;

  @BeforeAll
  static void startMembers() throws Exception {
    secret = MemberProcess.newSecret(folder);
    first = MemberProcess.start(secret);
    second = MemberProcess.joining(first, secret);
  }

  @AfterAll
  static void endMembers() {
    second.close();
    first.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1000})
  void everyRequestHasItsOutcomeAndTheLedgerCloses(int chunk) throws Exception {
    Timeline timeline = Timeline.recording(REQUESTS);
    Bookkeeper bookkeeper = new Bookkeeper(REQUESTS, CONCURRENCY);
    try (ClusterPool pool = open("spin:20us", new Chunk(Chunk.Rule.FIXED, chunk))) {
      for (int batch = 0; batch < 5; batch++) {
        List<Outcome> outcomes = pool.issue(timeline).outcomes();
        for (int number = 0; number < REQUESTS; number++) {
          assertThat(outcomes.get(number)).isEqualTo(new Reply(number, 0, 0));
        }
        bookkeeper.book(timeline).requireClosed();
      }
    }
  }

  @Test
  void usesAllMembersOfAClusterOfWhichOneIsNamed() throws Exception {
    try (ClusterPool pool = open("null", Chunk.ONE)) {
      assertThat(pool.workerPids()).containsExactlyInAnyOrder(first.pid(), second.pid());
    }
  }

  @Test
  void tellsSerializationQueueAndNetworkApart() throws Exception {
    try (ClusterPool pool = open("null", Chunk.ONE)) {
      pool.issue(Timeline.recording(REQUESTS));
      ChannelTally tally = pool.channelTally();
      assertThat(tally.messages()).isEqualTo(2 * REQUESTS);
      assertThat(tally.bytes()).isGreaterThan(REQUESTS);
      assertThat(tally.encodeNanos()).isPositive();
      assertThat(tally.decodeNanos()).isPositive();
      assertThat(tally.queueNanos()).isPositive();
      assertThat(tally.transferNanos()).isPositive();
    }
  }

  @Test
  void tellsWhichClassAMemberLacks() throws Exception {
    Path own = MemberProcess.newSecret(Files.createDirectory(folder.resolve("lacking")));
    String without = MemberProcess.classPathWithout("okhttp");
    try (MemberProcess lacking = MemberProcess.start(without, own)) {
      Target target = new Target(URI.create("http://127.0.0.1:1"), 0);
      assertThatThrownBy(
              () -> ClusterPool.open(access(own, lacking), config(1, "okhttp", target, Chunk.ONE)))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining(lacking.address())
          .hasMessageContaining("okhttp3/");
    }
  }

  @Test
  void refusesAMemberOfAnotherBuildAndOneOfAnotherCluster() throws Exception {
    String classPath =
        MemberProcess.classPathOfAnotherBuild(Files.createDirectory(folder.resolve("classes")));
    try (MemberProcess other = MemberProcess.start(classPath, secret)) {
      assertThatThrownBy(() -> open(access(secret, other)))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining(other.address() + " runs another build")
          .hasMessageContaining(Build.own().toString());
      assertThatThrownBy(() -> open(access(secret, first, other)))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("is not of one cluster with");
    }
  }

  @Test
  void refusesAnotherSecret() {
    ClusterAccess access =
        new ClusterAccess(
            List.of(MemberAddress.parse(first.address())),
            Secret.of("a secret of another cluster"));
    assertThatThrownBy(() -> open(access))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining(first.address())
        .hasMessageContaining("the secret is another one there");
  }

  @Test
  void refusesMoreSlotsThanAMemberHas() {
    assertThatThrownBy(
            () ->
                ClusterPool.open(
                    access(secret, first),
                    config(2 * ClusterMember.SLOTS + 1, "null", Target.NONE, Chunk.ONE)))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("has at most 4096 slots, was to have 4097");
  }

  /** Whoever has the secret may connect; a serialized Java object is refused all the same. */
  @Test
  void runsNoSerializedJavaObject() {
    Path touched = folder.resolve("touched");
    ClientConfig config = new ClientConfig();
    config.setClusterName(Secret.read(secret).clusterName());
    config.getNetworkConfig().addAddress(first.address());
    HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
    try {
      assertThatThrownBy(
              () ->
                  client
                      .getExecutorService(EngineConfig.EXECUTOR)
                      .submitToMember(
                          new Touch(touched.toString()),
                          client.getCluster().getMembers().iterator().next())
                      .get())
          .hasStackTraceContaining("Touch")
          .hasStackTraceContaining("is not allowed");
      assertThat(touched).doesNotExist();
    } finally {
      client.shutdown();
    }
  }

  /** A task as anyone could send it. */
  private static final class Touch implements Callable<String>, Serializable {
    private final String file;

    Touch(String file) {
      this.file = file;
    }

    @Override
    public String call() throws Exception {
      return Files.createFile(Path.of(file)).toString();
    }
  }

  private static ClusterPool open(String exchange, Chunk chunk) throws InterruptedException {
    return ClusterPool.open(
        access(secret, first), config(CONCURRENCY, exchange, Target.NONE, chunk));
  }

  private static ClusterPool open(ClusterAccess access) throws InterruptedException {
    return ClusterPool.open(access, config(1, "null", Target.NONE, Chunk.ONE));
  }

  private static FanOutConfig config(int slots, String exchange, Target target, Chunk chunk) {
    return new FanOutConfig(slots, ExchangeSpec.parse(exchange), target, chunk);
  }

  private static ClusterAccess access(Path secretFile, MemberProcess... members) {
    List<MemberAddress> addresses =
        Stream.of(members).map(member -> MemberAddress.parse(member.address())).toList();
    return new ClusterAccess(addresses, Secret.read(secretFile));
  }
}
