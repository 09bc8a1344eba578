package fanout.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fanout.Delay;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Bookkeeper;
import fanout.ledger.Timeline;
import fanout.process.ChannelKind;
import fanout.process.ChannelSpec;
import fanout.process.WorkerDiedException;
import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests issued by worker processes, whatever carries them there. */
@Timeout(60)
final class WorkerProcessesIT {
  private static final int WORKERS = 2;

  /** Each kind with each chunk, by itself or with others behind it. */
  static Stream<Arguments> channels() {
    return Stream.of(
        Arguments.of(ChannelKind.PIPE, 1, "1"),
        Arguments.of(ChannelKind.PIPE, 8, "7"),
        Arguments.of(ChannelKind.PIPE, 1, "even"),
        Arguments.of(ChannelKind.UNIX, 128, "1"),
        Arguments.of(ChannelKind.UNIX, 1, "7"),
        Arguments.of(ChannelKind.UNIX, 128, "even"));
  }

  @ParameterizedTest
  @MethodSource("channels")
  void issuesEachRequestOnceAndKeepsBooksThatClose(ChannelKind kind, int window, String chunk)
      throws Exception {
    int requests = 500;
    Timeline timeline = Timeline.recording(requests);
    try (FanOut workers = open(Strategy.WORKER_PROCESSES, "null", chunk, kind, window)) {
      requireReplies(workers.issue(Timeline.off(requests)), requests);
      requireReplies(workers.issue(timeline), requests);
      new Bookkeeper(requests, WORKERS).book(timeline).requireClosed();
    }
  }

  @Test
  void sendsTheControlsSharesInOneMessageEach() throws Exception {
    Timeline timeline = Timeline.recording(50);
    try (FanOut control = open(Strategy.ORACLE_PROCESSES, "null", "1", ChannelKind.PIPE, 1)) {
      requireReplies(control.issue(timeline), 50);
      assertThat(control.channelTally().messages()).isEqualTo(2 * WORKERS);
      new Bookkeeper(50, WORKERS).book(timeline).requireClosed();
    }
  }

  @Test
  void givesEveryRequestATypedOutcomeWhenAWorkerDies() throws Exception {
    int requests = 1000;
    StubConfig slow = StubConfig.withDefaults().withDelay(Delay.parse("20ms"));
    try (StubProcess stub = StubProcess.start(slow);
        FanOut workers =
            Strategy.WORKER_PROCESSES.open(
                new FanOutConfig(
                    WORKERS,
                    ExchangeSpec.parse("okhttp"),
                    new Target(stub.uri(), slow.bodyBytes()),
                    Chunk.ONE))) {
      long pid = workers.workerPids().getFirst();
      CompletableFuture<Boolean> killed = CompletableFuture.supplyAsync(() -> kill(pid, stub));
      LostBatchException lost =
          catchThrowableOfType(
              LostBatchException.class, () -> workers.issue(Timeline.recording(requests)));
      assertThat(killed.join()).isTrue();
      assertThat(lost)
          .hasMessageContaining("worker 0 (pid " + pid + ") was killed by SIGKILL (9)")
          .hasCauseInstanceOf(WorkerDiedException.class);
      assertThat(lost.outcomes()).hasSize(requests);
      assertThat(lost.outcomes()).anyMatch(Reply.class::isInstance);
      assertThat(kinds(lost)).contains(Failure.Kind.WORKER_DIED, Failure.Kind.NOT_ISSUED);
      for (int number = 0; number < requests; number++) {
        assertThat(lost.outcomes().get(number).number()).isEqualTo(number);
      }
      assertThatExceptionOfType(LostBatchException.class)
          .isThrownBy(() -> workers.issue(Timeline.off(3)))
          .satisfies(later -> assertThat(kinds(later)).containsOnly(Failure.Kind.NOT_ISSUED));
    }
  }

  @Test
  void passesAnInterruptOnAndClosesWhileRequestsStall() throws Exception {
    List<Long> pids;
    try (FanOut workers = open(Strategy.WORKER_PROCESSES, "park:60s", "1", ChannelKind.PIPE, 2)) {
      pids = workers.workerPids();
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> workers.issue(Timeline.off(30)));
      assertThatIllegalStateException()
          .isThrownBy(() -> workers.issue(Timeline.off(30)))
          .withMessage("the workers' last batch was interrupted");
    }
    assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
  }

  @Test
  void issuesRequestsFromNothingAndTellsTheCourseOfEachWorker() throws Exception {
    int requests = 50;
    ColdBatch batch =
        ColdBatch.issue(
            2, requests, ExchangeSpec.parse("null"), Target.NONE, WorkerStart.LEAN.jvmOptions());
    for (int number = 0; number < requests; number++) {
      assertThat(batch.outcomes().get(number)).isEqualTo(new Reply(number, 0, 0));
      assertThat(batch.repliedNanos().get(number))
          .isBetween(batch.beganNanos(), batch.joinedNanos());
    }
    for (ColdBatch.Course course : batch.workers()) {
      assertThat(
              List.of(
                  batch.beganNanos(),
                  course.started().askedNanos(),
                  course.mainNanos(),
                  course.openNanos(),
                  course.firstReplyNanos(),
                  course.lastReplyNanos(),
                  batch.joinedNanos()))
          .isSorted();
      assertThat(course.cpuToLast().orElseThrow())
          .isGreaterThanOrEqualTo(course.cpuToFirst().orElseThrow());
    }
  }

  /** In the middle of a batch. */
  private static boolean kill(long pid, StubProcess stub) {
    while (stub.report().answered() < 10) {
      Thread.onSpinWait(); // asking takes a while
    }
    return ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private static FanOut open(
      Strategy strategy, String exchange, String chunk, ChannelKind kind, int window) {
    return strategy.open(
        new FanOutConfig(
            WORKERS,
            ExchangeSpec.parse(exchange),
            Target.NONE,
            Chunk.parse(chunk),
            new ChannelSpec(kind, window),
            number -> 0));
  }

  private static List<Failure.Kind> kinds(LostBatchException lost) {
    return lost.outcomes().stream()
        .filter(Failure.class::isInstance)
        .map(outcome -> ((Failure) outcome).kind())
        .toList();
  }

  private static void requireReplies(Batch batch, int requests) {
    assertThat(batch.outcomes()).hasSize(requests);
    for (int number = 0; number < requests; number++) {
      assertThat(batch.outcomes().get(number)).isEqualTo(new Reply(number, 0, 0));
    }
  }
}
