package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.ledger.Timeline;
import fanout.process.FaultyWorker.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault over every channel, after the deadlock tests of Python's {@code concurrent.futures}:
 * each request has a typed outcome in a bounded time, and no process, thread, file, descriptor,
 * mapping or memory is left.
 */
@Timeout(60)
final class FaultMatrixIT {
  private static final int REQUESTS = 10;
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(10);

  private static final StallWatch.Limits SOON =
      new StallWatch.Limits(Duration.ofMillis(50), 3, Duration.ofMinutes(2));

  /** Faults that a batch meets, with the words by which its caller learns of them. */
  private static final Map<Fault, String> WORDS =
      Map.ofEntries(
          Map.entry(Fault.KILLED_DECODING, "was killed by SIGKILL (9)"),
          Map.entry(Fault.EXIT_DECODING, "exited with code 5"),
          Map.entry(Fault.THROW_DECODING, "cannot be decoded"),
          Map.entry(Fault.SIGKILL, "was killed by SIGKILL (9)"),
          Map.entry(Fault.EXIT_WITH_3, "exited with code 3"),
          Map.entry(Fault.THROW, "what an exchange never does"),
          Map.entry(Fault.KILLED_ENCODING, "was killed by SIGKILL (9)"),
          Map.entry(Fault.EXIT_ENCODING, "exited with code 6"),
          Map.entry(Fault.THROW_ENCODING, "cannot be encoded"),
          Map.entry(Fault.UNDECODABLE, "1 requests from number -1 on are no chunk"),
          Map.entry(Fault.WRONG_RESULTS, "expected the results of Chunk[first=5"),
          Map.entry(Fault.KILLED_IN_A_LONG_FRAME, "was killed by SIGKILL (9)"),
          Map.entry(Fault.STOPPED_IN_A_LONG_FRAME, "was stopped by a signal, and was killed"),
          Map.entry(Fault.STOPPED, "was stopped by a signal, and was killed"));

  /** For classes that a fault loads first, and their compiled code's constants. */
  private static final long SPARE_BYTES = 2 << 20;

  private Set<Path> filesBefore = Set.of();
  private Footprint before = new Footprint(0, 0, 0);

  static Stream<Arguments> faults() {
    return Stream.of(ChannelKind.values())
        .flatMap(kind -> WORDS.keySet().stream().sorted().map(fault -> Arguments.of(kind, fault)));
  }

  /** Each channel's first pool loads classes, and opens what stays open. */
  @BeforeAll
  static void openEachOnce() throws Exception {
    for (ChannelKind kind : ChannelKind.values()) {
      tellsOfTheFault(kind, Fault.SIGKILL);
    }
  }

  @BeforeEach
  void takeStock() throws Exception {
    filesBefore = Processes.channelFiles();
    before = Footprint.now();
  }

  @AfterEach
  void nothingIsLeft() {
    Processes.requireNothingLeft(filesBefore);
    before.requireNoMoreNow(SPARE_BYTES);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyRequestHasATypedOutcomeInTime(ChannelKind kind, Fault fault) {
    assertTimeoutPreemptively(TOLD_WITHIN, () -> tellsOfTheFault(kind, fault));
  }

  private static void tellsOfTheFault(ChannelKind kind, Fault fault) throws Exception {
    try (WorkerPool pool = open(kind, 1, fault)) {
      WorkerDiedException died =
          catchThrowableOfType(
              WorkerDiedException.class, () -> pool.issue(Timeline.off(REQUESTS), 1));

      assertThat(died).hasMessageContaining(WORDS.get(fault));
      List<Outcome> outcomes = died.outcomes();
      assertThat(outcomes).hasSize(REQUESTS);
      assertThat(outcomes.subList(0, FaultyWorker.AT)).hasOnlyElementsOfType(Reply.class);
      assertThat(outcomes.get(FaultyWorker.AT))
          .matches(outcome -> isFailure(outcome, Failure.Kind.WORKER_DIED));
      assertThat(outcomes.subList(FaultyWorker.AT + 1, REQUESTS))
          .allMatch(outcome -> isFailure(outcome, Failure.Kind.NOT_ISSUED));
    }
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void aWorkerSilentForLongerThanItsRequestsMayTakeIsGivenUp(ChannelKind kind) {
    StallWatch.Limits limits =
        new StallWatch.Limits(Duration.ofMillis(20), 3, Duration.ofMillis(100));
    WorkerDiedException died =
        assertTimeoutPreemptively(
            TOLD_WITHIN,
            () -> {
              try (WorkerPool pool =
                  WorkerPool.open(
                      1, FaultyWorker.with(Fault.STALL), new ChannelSpec(kind, 1), limits)) {
                return catchThrowableOfType(
                    WorkerDiedException.class, () -> pool.issue(Timeline.off(REQUESTS), 1));
              }
            });
    assertThat(died).hasMessageContaining("did not answer within 100 ms, and was killed");
    assertThat(died.outcomes().get(FaultyWorker.AT))
        .matches(outcome -> isFailure(outcome, Failure.Kind.WORKER_DIED));
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void aSlowReaderGetsAllOfItsRequests(ChannelKind kind) {
    assertTimeoutPreemptively(
        TOLD_WITHIN,
        () -> {
          try (WorkerPool pool =
              WorkerPool.open(
                  1,
                  FaultyWorker.with(Fault.SLOW_READER),
                  new ChannelSpec(kind, ChannelSpec.MAX_WINDOW),
                  SOON)) {
            assertThat(pool.issue(Timeline.off(400), 1)).hasOnlyElementsOfType(Reply.class);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("ends")
  void faultsAfterShutdownBeganDoNotReachTheCaller(ChannelKind kind, Fault fault) {
    assertTimeoutPreemptively(
        TOLD_WITHIN,
        () -> {
          List<Long> pids;
          try (WorkerPool pool = open(kind, 1, fault)) {
            pids = pool.pids();
            assertThat(pool.issue(Timeline.off(REQUESTS), 1)).hasOnlyElementsOfType(Reply.class);
          }
          assertThat(Processes.noneRuns(pids)).isTrue();
        });
  }

  static Stream<Arguments> ends() {
    return Stream.of(ChannelKind.values())
        .flatMap(
            kind ->
                Stream.of(
                        Fault.KILLED_AFTER_SHUTDOWN,
                        Fault.THROW_AFTER_SHUTDOWN,
                        Fault.STOPPED_AFTER_SHUTDOWN)
                    .map(fault -> Arguments.of(kind, fault)));
  }

  private static WorkerPool open(ChannelKind kind, int workers, Fault fault)
      throws InterruptedException {
    return WorkerPool.open(workers, FaultyWorker.with(fault), new ChannelSpec(kind, 1), SOON);
  }

  private static boolean isFailure(Outcome outcome, Failure.Kind kind) {
    return outcome instanceof Failure failure && failure.kind() == kind;
  }
}
