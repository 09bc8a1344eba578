package fanout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.Delay;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Bookkeeper;
import fanout.ledger.Timeline;
import fanout.strategy.Chunk;
import fanout.strategy.FanOutConfig;
import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller sees of a member that is killed, frozen or cut off while it issues requests. */
@Timeout(120)
final class MemberLossIT {
  private static final int REQUESTS = 2000;
  private static final int CONCURRENCY = 4;
  private static final int BODY_BYTES = 32;
  private static final int ANSWERED_FIRST = 40;
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(40);
  private static final long POLL_NANOS = 1_000_000L;

  @TempDir private Path folder;

  enum Loss {
    KILLED,
    FROZEN,
    CUT_OFF
  }

  @ParameterizedTest
  @EnumSource
  void itsRequestsFailTypedInTimeAndTheOthersAreKept(Loss loss) throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    StubConfig config =
        StubConfig.withDefaults().withDelay(Delay.parse("10ms")).withBodyBytes(BODY_BYTES);
    try (StubProcess stub = StubProcess.start(config);
        Relay relay = new Relay();
        MemberProcess kept = MemberProcess.start(secret);
        MemberProcess lost = behind(relay, kept, secret);
        ClusterPool pool = open(List.of(kept.address(), relay.address()), secret, stub)) {
      Timeline timeline = Timeline.recording(REQUESTS);
      CompletableFuture<List<Outcome>> batch = issueAside(pool, timeline);
      awaitAnswered(stub, ANSWERED_FIRST);
      switch (loss) {
        case KILLED -> lost.kill();
        case FROZEN -> lost.freeze();
        case CUT_OFF -> relay.cut();
      }
      stub.setDelay(Delay.NONE); // what is left need not take long
      List<Outcome> outcomes =
          assertTimeoutPreemptively(
              TOLD_WITHIN, () -> batch.get(TOLD_WITHIN.toSeconds(), TimeUnit.SECONDS));

      requireKeptAndLost(outcomes, relay.address());
      assertThat(stub.report().answered())
          .as("none is issued twice")
          .isBetween((long) replies(outcomes), (long) REQUESTS);
      new Bookkeeper(REQUESTS, CONCURRENCY).book(timeline).requireClosed();
      assertThatThrownBy(() -> pool.issue(Timeline.off(REQUESTS)))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining(relay.address());
    }
  }

  @Test
  void aMemberWithoutASlotMayLeave() throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    try (MemberProcess first = MemberProcess.start(secret);
        MemberProcess second = MemberProcess.joining(first, secret);
        ClusterPool pool =
            ClusterPool.open(
                access(List.of(first.address()), secret),
                new FanOutConfig(1, ExchangeSpec.parse("null"), Target.NONE, Chunk.ONE))) {
      assertThat(pool.workerPids()).hasSize(1);
      boolean isFirst = pool.workerPids().contains(first.pid());
      (isFirst ? second : first).kill();
      awaitAlone(access(List.of((isFirst ? first : second).address()), secret));
      assertThat(pool.issue(Timeline.off(REQUESTS)).outcomes()).allMatch(Reply.class::isInstance);
    }
  }

  private static void requireKeptAndLost(List<Outcome> outcomes, String lost) {
    assertThat(outcomes).hasSize(REQUESTS);
    List<Failure> failures =
        outcomes.stream().filter(Failure.class::isInstance).map(Failure.class::cast).toList();
    assertThat(failures)
        .as("at most what the lost member's slots had in flight")
        .hasSizeBetween(1, CONCURRENCY / 2)
        .allMatch(failure -> failure.kind() == Failure.Kind.MEMBER_LOST)
        .allMatch(failure -> failure.detail().contains(lost));
    assertThat(replies(outcomes)).isEqualTo(REQUESTS - failures.size());
  }

  private static int replies(List<Outcome> outcomes) {
    return (int) outcomes.stream().filter(Reply.class::isInstance).count();
  }

  private static MemberProcess behind(Relay relay, MemberProcess other, Path secret)
      throws Exception {
    int port;
    try (var free = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    relay.passTo(port);
    return MemberProcess.start(
        MemberProcess.ownClassPath(),
        secret,
        "--port",
        Integer.toString(port),
        "--advertise",
        relay.address(),
        "--join",
        other.address());
  }

  private static ClusterPool open(List<String> members, Path secret, StubProcess stub)
      throws InterruptedException {
    return ClusterPool.open(
        access(members, secret),
        new FanOutConfig(
            CONCURRENCY,
            ExchangeSpec.parse("okhttp"),
            new Target(stub.uri(), BODY_BYTES),
            Chunk.ONE));
  }

  private static ClusterAccess access(List<String> members, Path secret) {
    return new ClusterAccess(
        members.stream().map(MemberAddress::parse).toList(), Secret.read(secret));
  }

  private static CompletableFuture<List<Outcome>> issueAside(ClusterPool pool, Timeline timeline) {
    CompletableFuture<List<Outcome>> batch = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                batch.complete(pool.issue(timeline).outcomes());
              } catch (RuntimeException | InterruptedException e) {
                batch.completeExceptionally(e);
              }
            });
    return batch;
  }

  private static void awaitAlone(ClusterAccess access) {
    try (Driver observer = Driver.connect(access)) {
      while (observer.members().size() > 1) {
        LockSupport.parkNanos(POLL_NANOS); // bounded by the test's time limit
      }
    }
  }

  private static void awaitAnswered(StubProcess stub, int enough) {
    while (stub.report().answered() < enough) {
      LockSupport.parkNanos(POLL_NANOS); // bounded by the test's time limit
    }
  }
}
