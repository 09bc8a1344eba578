package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Bookkeeper;
import fanout.ledger.SlotLedger;
import fanout.ledger.Timeline;
import fanout.process.FaultyWorker.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pool promises over every channel and with every window. */
@Timeout(60)
final class WorkerChannelIT {
  private static final int WORKERS = 3;
  private static final List<Path> PLACES = List.of(Path.of(System.getProperty("java.io.tmpdir")));

  private List<Path> before = List.of();

  static Stream<Arguments> channels() {
    return Stream.of(ChannelKind.values())
        .flatMap(kind -> Stream.of(1, 2, 8, 128).map(window -> Arguments.of(kind, window)));
  }

  @BeforeEach
  void countFiles() throws IOException {
    before = files();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(Processes.servingThreads()).isEmpty();
    assertThat(files()).isSubsetOf(before);
  }

  @ParameterizedTest
  @MethodSource("channels")
  void issuesEachRequestOnceAndKeepsBooksThatClose(ChannelKind kind, int window) throws Exception {
    int requests = 500;
    Timeline timeline = Timeline.recording(requests);
    try (WorkerPool pool = open(kind, window, "null")) {
      assertThat(files()).as("once connected").isSubsetOf(before);
      for (int chunk : new int[] {1, 7, 500}) {
        assertReplies(pool.issue(Timeline.off(requests), chunk));
        assertReplies(pool.issue(timeline, chunk));
        SlotLedger ledger = new Bookkeeper(requests, WORKERS).book(timeline).requireClosed();
        assertThat(ledger.makespanNanos()).isPositive();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("channels")
  void handsAWorkerNoMoreThanItsWindow(ChannelKind kind, int window) throws Exception {
    int requests = 200;
    try (WorkerPool pool =
        WorkerPool.open(1, FaultyWorker.with(Fault.EXIT_WITH_3), of(kind, window))) {
      WorkerDiedException died =
          catchThrowableOfType(
              WorkerDiedException.class, () -> pool.issue(Timeline.off(requests), 1));

      assertThat(died).hasMessageContaining("exited with code 3");
      long inItsHands =
          died.outcomes().stream().filter(o -> isFailure(o, Failure.Kind.WORKER_DIED)).count();
      assertThat(inItsHands).isBetween(1L, (long) window);
      assertThat(died.outcomes().subList(FaultyWorker.AT + window, requests))
          .allMatch(o -> isFailure(o, Failure.Kind.NOT_ISSUED));
    }
  }

  /** Timed results of so many requests are longer than any pipe, socket buffer or ring. */
  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void carriesFramesLongerThanWhatTheChannelHolds(ChannelKind kind) throws Exception {
    int requests = 40_000;
    Timeline timeline = Timeline.recording(requests);
    try (WorkerPool pool = WorkerPool.open(2, FaultyWorker.with(Fault.FAILURES), of(kind, 2))) {
      Outcome[] outcomes = pool.issue(timeline, WorkerPool.MAX_CHUNK);
      for (int number = 0; number < requests; number++) {
        assertThat(outcomes[number])
            .isInstanceOf(number % 2 == 0 ? Reply.class : Failure.class)
            .extracting(Outcome::number)
            .isEqualTo(number);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void tellsOfAWorkerKilledDuringTheBatch(ChannelKind kind) throws Exception {
    try (WorkerPool pool = WorkerPool.open(2, FaultyWorker.with(Fault.SIGKILL), of(kind, 2))) {
      WorkerDiedException died =
          catchThrowableOfType(WorkerDiedException.class, () -> pool.issue(Timeline.off(40), 1));
      assertThat(died).hasMessageContaining("was killed by SIGKILL (9)");
      assertThat(died.outcomes()).hasSize(40);
      assertThat(died.outcomes().subList(0, FaultyWorker.STALLED))
          .hasOnlyElementsOfType(Reply.class);
    }
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void tellsOfAWorkerThatDoesNotStart(ChannelKind kind) {
    WorkerDiedException died =
        catchThrowableOfType(
            WorkerDiedException.class,
            () -> WorkerPool.open(2, FaultyWorker.with(Fault.EXIT_AT_START), of(kind, 1)).close());
    assertThat(died).hasMessageContaining("exited with code 7");
  }

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void passesAnInterruptOnAndClosesWhileRequestsStall(ChannelKind kind) throws Exception {
    WorkerPool pool = open(kind, 4, "park:60s");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () ->
                    thrown.complete(
                        catchThrowableOfType(
                            InterruptedException.class, () -> pool.issue(Timeline.off(30), 1))));
    Processes.await(
        "the caller waits", java.time.Duration.ofSeconds(20), () -> Processes.waits(caller));
    caller.interrupt();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    List<Long> pids = pool.pids();
    pool.close();
    assertThat(Processes.noneRuns(pids)).isTrue();
  }

  @Test
  void refusesUnknownChannels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelKind.parse("tcp"))
        .withMessage("channel must be one of pipe, unix, was 'tcp'");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 129})
  void refusesImpossibleWindows(int window) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChannelSpec(ChannelKind.PIPE, window))
        .withMessage("window must be from 1 to 128, was " + window);
  }

  private static WorkerPool open(ChannelKind kind, int window, String exchange)
      throws InterruptedException {
    return WorkerPool.open(WORKERS, ExchangeSpec.parse(exchange), Target.NONE, of(kind, window));
  }

  private static ChannelSpec of(ChannelKind kind, int window) {
    return new ChannelSpec(kind, window);
  }

  private static void assertReplies(Outcome[] outcomes) {
    for (int number = 0; number < outcomes.length; number++) {
      assertThat(outcomes[number]).isEqualTo(new Reply(number, 0, 0));
    }
  }

  private static boolean isFailure(Outcome outcome, Failure.Kind kind) {
    return outcome instanceof Failure failure && failure.kind() == kind;
  }

  /** Returns where channels' files would be. */
  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path place : PLACES) {
      try (Stream<Path> entries = Files.list(place)) {
        entries
            .filter(path -> path.getFileName().toString().startsWith("fanout-"))
            .forEach(files::add);
      }
    }
    return files;
  }
}
