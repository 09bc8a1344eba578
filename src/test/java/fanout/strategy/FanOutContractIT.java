package fanout.strategy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import fanout.Delay;
import fanout.cluster.ClusterAccess;
import fanout.cluster.MemberProcess;
import fanout.cluster.Secret;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Bookkeeper;
import fanout.ledger.Timeline;
import fanout.stub.Faults;
import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import fanout.stub.StubReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every strategy promises, over every exchange, against the real stub server. */
@Timeout(180)
final class FanOutContractIT {
  private static final int REQUESTS = 200;
  private static final int CONCURRENCY = 2;
  private static final int BODY_BYTES = 32;
  private static final long NANOS_TO_SETTLE = 20_000_000_000L;
  private static final long POLL_NANOS = 10_000_000L;

  @TempDir private static Path folder;

  private static StubProcess stub;
  private static MemberProcess firstMember;
  private static MemberProcess secondMember;
  private static StubProcess slowStub;
  private static StubProcess refusingStub;

  @BeforeAll
  static void startStub() {
    stub = stub(StubConfig.withDefaults());
    slowStub = stub(StubConfig.withDefaults().withDelay(Delay.parse("1ms")));
    refusingStub = stub(StubConfig.withDefaults().withFaults(Faults.parse("status=0.1")));
  }

  @BeforeAll
  static void startCluster() throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    firstMember = MemberProcess.start(secret);
    secondMember = MemberProcess.joining(firstMember, secret);
    System.setProperty(ClusterAccess.MEMBERS_PROPERTY, firstMember.address());
    System.setProperty(Secret.FILE_PROPERTY, secret.toString());
  }

  @AfterAll
  static void endCluster() {
    System.clearProperty(ClusterAccess.MEMBERS_PROPERTY);
    System.clearProperty(Secret.FILE_PROPERTY);
    secondMember.close();
    firstMember.close();
  }

  @AfterAll
  static void endStub() {
    stub.close();
    slowStub.close();
    refusingStub.close();
  }

  /** This program's own, and the example of a user's, which is on the tests' class path. */
  static Stream<Named<FanOutProvider>> strategies() {
    return Strategies.onClassPath().all().stream().map(one -> Named.of(one.name(), one));
  }

  /** What a request is belongs to the exchange: a few strategies stand for all others. */
  static Stream<Arguments> strategiesAndExchanges() {
    return strategies()
        .flatMap(
            strategy ->
                exchanges(strategy.getPayload())
                    .filter(exchange -> strategy.getPayload().takes(ExchangeSpec.parse(exchange)))
                    .map(exchange -> Arguments.of(strategy, exchange)));
  }

  private static Stream<String> exchanges(FanOutProvider strategy) {
    if (strategy == Strategy.SINGLE_THREAD || strategy == Strategy.THREAD_POOL) {
      return Stream.of("okhttp", "okhttp-quiet", "h2c", "jdk", "null", "spin:5us", "park:100us");
    }
    return strategy == Strategy.WORKER_PROCESSES ? Stream.of("okhttp", "jdk") : Stream.of("okhttp");
  }

  @ParameterizedTest
  @MethodSource("strategiesAndExchanges")
  void everyRequestGetsItsOwnReplyOverConnectionsThatAreCounted(
      FanOutProvider strategy, String exchange) throws Exception {
    ExchangeSpec spec = ExchangeSpec.parse(exchange);
    StubReport before = stub.report();
    try (FanOut fanOut = open(strategy, spec, stub)) {
      for (int batch = 1; batch <= 3; batch++) {
        List<Reply> replies = repliesOf(fanOut.issue(Timeline.recording(REQUESTS)));
        assertThat(replies).hasSize(REQUESTS);
        if (spec.usesNetwork()) {
          assertThat(replies).allMatch(reply -> reply.status() == 200);
          assertThat(replies).allMatch(reply -> reply.length() == BODY_BYTES);
          long answered = stub.report().answered() - before.answered();
          // The JDK's client may send a request anew on its own.
          boolean mayRepeat = exchange.equals("jdk");
          long most = (long) batch * REQUESTS + (mayRepeat ? batch : 0);
          assertThat(answered).isBetween((long) batch * REQUESTS, most);
        }
      }
      // The JDK's client does not tell.
      if (exchange.equals("okhttp")) {
        assertThat(fanOut.connectionsOpened())
            .isEqualTo(stub.report().connectionsAccepted() - before.connectionsAccepted())
            .isBetween(1L, (long) CONCURRENCY);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void recordsBatchesWithinTheLimitWhoseBooksClose(FanOutProvider strategy) throws Exception {
    Timeline timeline = Timeline.recording(REQUESTS);
    try (FanOut fanOut = open(strategy, ExchangeSpec.parse("okhttp"), slowStub)) {
      fanOut.issue(timeline);
    }
    requireTimesInOrder(timeline);
    int most =
        IntStream.range(0, REQUESTS).map(number -> inFlightWith(timeline, number)).max().orElse(0);
    assertThat(most).isEqualTo(strategy.slots(CONCURRENCY));
    new Bookkeeper(REQUESTS, strategy.slots(CONCURRENCY)).book(timeline).requireClosed();
  }

  private static void requireTimesInOrder(Timeline timeline) {
    for (int number = 0; number < REQUESTS; number++) {
      assertThat(
              List.of(
                  timeline.began(),
                  timeline.submittedAt(number),
                  timeline.startedAt(number),
                  timeline.sentAt(number),
                  timeline.receivedAt(number),
                  timeline.finishedAt(number),
                  timeline.gatheredAt(number),
                  timeline.ended()))
          .as("times of request %d", number)
          .isSorted();
    }
  }

  private static int inFlightWith(Timeline timeline, int number) {
    return (int)
        IntStream.range(0, REQUESTS)
            .filter(other -> timeline.startedAt(other) <= timeline.startedAt(number))
            .filter(other -> timeline.finishedAt(other) > timeline.startedAt(number))
            .count();
  }

  @ParameterizedTest
  @EnumSource(names = {"THREAD_POOL", "VIRTUAL_THREADS"})
  void gathersBatchesThatAreTooLargeToBeSubmittedAsAWhole(Strategy strategy) throws Exception {
    int many = 35_001; // the caller takes outcomes six times before it has submitted them all
    Timeline timeline = Timeline.recording(many);
    try (FanOut fanOut = open(strategy, ExchangeSpec.parse("null"), stub)) {
      Batch batch = fanOut.issue(timeline);
      assertThat(repliesOf(batch)).hasSize(many);
      assertThat(timeline.gatheredAt(0))
          .as("outcomes are taken before all requests are submitted")
          .isLessThan(timeline.submittedAt(many - 1));
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void failedRequestsAreTypedAndTheOthersAreKept(FanOutProvider strategy) throws Exception {
    try (FanOut fanOut = open(strategy, ExchangeSpec.parse("okhttp"), refusingStub)) {
      requireFailures(fanOut, Failure.Kind.STATUS);
    }
  }

  /** Which failure it is belongs to the exchange; that it is passed on, to the strategy. */
  @ParameterizedTest
  @CsvSource({
    "okhttp, reset=0.1, CONNECTION",
    "okhttp, truncate=0.1, TRUNCATED",
    "okhttp, wrong-length=0.1, LENGTH",
    "jdk, truncate=0.1, TRUNCATED",
    "jdk, wrong-length=0.1, LENGTH"
  })
  void eachFaultHasItsFailure(String exchange, String fault, Failure.Kind kind) throws Exception {
    StubConfig config = StubConfig.withDefaults().withFaults(Faults.parse(fault));
    try (StubProcess faulty = stub(config);
        FanOut fanOut = open(Strategy.THREAD_POOL, ExchangeSpec.parse(exchange), faulty)) {
      requireFailures(fanOut, kind);
    }
  }

  private static void requireFailures(FanOut fanOut, Failure.Kind kind) throws Exception {
    Batch batch = fanOut.issue(Timeline.recording(REQUESTS));
    assertThat(batch.failures()).isNotEmpty().allMatch(failure -> failure.kind() == kind);
    assertThat(repliesOf(batch)).hasSize(REQUESTS - batch.failures().size());
    assertThat(numbersOf(fanOut.issue(Timeline.recording(REQUESTS)).failures()))
        .as("the same requests fail again")
        .isEqualTo(numbersOf(batch.failures()));
  }

  @Test
  void http2SharesOneConnection() throws Exception {
    try (FanOut fanOut = open(Strategy.THREAD_POOL, ExchangeSpec.parse("h2c"), stub)) {
      fanOut.issue(Timeline.off(REQUESTS));
      assertThat(fanOut.connectionsOpened()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void leavesNoThreadAndNoProcessBehind(FanOutProvider strategy) throws Exception {
    Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    Set<ProcessHandle> processesBefore = ProcessHandle.current().descendants().collect(toSet());
    try (FanOut fanOut = open(strategy, ExchangeSpec.parse("okhttp"), stub)) {
      fanOut.issue(Timeline.off(REQUESTS));
    }
    assertThat(eventually(() -> newProcesses(processesBefore).isEmpty()))
        .as("no process left, but found %s", newProcesses(processesBefore))
        .isTrue();
    assertThat(eventually(() -> newThreads(threadsBefore).isEmpty()))
        .as("no thread left, but found %s", newThreads(threadsBefore))
        .isTrue();
  }

  @Test
  void virtualThreadsAreUnlimitedWhenThereIsAPermitForEach() throws Exception {
    int many = 500;
    Timeline timeline = Timeline.recording(many);
    FanOutConfig config =
        new FanOutConfig(many, ExchangeSpec.parse("park:1s"), Target.NONE, Chunk.ONE);
    try (FanOut fanOut = Strategy.VIRTUAL_THREADS.open(config)) {
      fanOut.issue(timeline);
    }
    long lastStart = IntStream.range(0, many).mapToLong(timeline::startedAt).max().orElseThrow();
    long firstEnd = IntStream.range(0, many).mapToLong(timeline::finishedAt).min().orElseThrow();
    assertThat(lastStart).as("all are in flight before the first is done").isLessThan(firstEnd);
  }

  private static StubProcess stub(StubConfig config) {
    return StubProcess.start(config.withBodyBytes(BODY_BYTES));
  }

  private static FanOut open(FanOutProvider strategy, ExchangeSpec exchange, StubProcess server) {
    return strategy.open(
        new FanOutConfig(CONCURRENCY, exchange, new Target(server.uri(), BODY_BYTES), Chunk.ONE));
  }

  private static List<Reply> repliesOf(Batch batch) {
    List<Reply> replies = new ArrayList<>();
    batch
        .outcomes()
        .forEach(
            outcome -> {
              if (outcome instanceof Reply reply) {
                replies.add(reply);
              }
            });
    return replies;
  }

  private static Set<Integer> numbersOf(List<Failure> failures) {
    return failures.stream().map(Failure::number).collect(toSet());
  }

  private static List<ProcessHandle> newProcesses(Set<ProcessHandle> before) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> !before.contains(process))
        .toList();
  }

  /**
   * OkHttp's and Okio's housekeeping threads belong to the JVM, not to a client, and end by
   * themselves after a minute; the JDK keeps its process reapers and virtual-thread carriers.
   */
  private static List<Thread> newThreads(Set<Thread> before) {
    Set<String> shared =
        Set.of(
            "OkHttp TaskRunner",
            "Okio Watchdog",
            "process reaper",
            "ForkJoinPool",
            "Virtual",
            "MasterPoller");
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !before.contains(thread))
        .filter(thread -> shared.stream().noneMatch(thread.getName()::startsWith))
        .toList();
  }

  private static boolean eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + NANOS_TO_SETTLE;
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return condition.getAsBoolean();
  }
}
