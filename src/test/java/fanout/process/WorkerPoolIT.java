package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class WorkerPoolIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @AfterEach
  void noThreadIsLeft() {
    assertThat(Processes.servingThreads()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 100, 1", "2, 1000, 7", "3, 1, 1", "2, 100, 16384"})
  void issuesEachRequestOnceAndPutsItsOutcomeInItsPlace(int workers, int requests, int chunk)
      throws Exception {
    try (WorkerPool pool = open(workers, "null")) {
      for (int batch = 0; batch < 3; batch++) {
        assertReplies(pool.issue(Timeline.off(requests), chunk), requests);
      }
    }
  }

  @Test
  void entersTheSixTimesOfEachRequestInTheirOrder() throws Exception {
    int requests = 40;
    Timeline timeline = Timeline.recording(requests);
    try (WorkerPool pool = open(2, "park:1ms")) {
      pool.issue(timeline, 3);
      // Twice, so that longer chunks after shorter ones and used buffers are met too.
      pool.issue(timeline, 8);
    }
    for (int number = 0; number < requests; number++) {
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
          .isSorted();
      assertThat(timeline.receivedAt(number) - timeline.sentAt(number))
          .isGreaterThanOrEqualTo(Duration.ofMillis(1).toNanos());
    }
  }

  @Test
  void booksEveryFrameAndWhatItTook() throws Exception {
    try (WorkerPool pool = open(2, "null")) {
      ChannelTally start = pool.tally();
      pool.issue(Timeline.off(100), 10);
      ChannelTally untimed = pool.tally().minus(start);
      assertThat(untimed.framesSent()).isEqualTo(10);
      assertThat(untimed.framesReceived()).isEqualTo(10);
      assertThat(untimed.outboundNanos()).isZero();

      pool.issue(Timeline.recording(100), 10);
      ChannelTally timed = pool.tally().minus(start).minus(untimed);
      assertThat(timed.framesSent()).isEqualTo(10);
      assertThat(timed.framesReceived()).isEqualTo(10);
      assertThat(timed.bytesReceived()).isGreaterThan(untimed.bytesReceived() + 100 * 32);
      assertThat(
              List.of(
                  timed.parentEncodeNanos(),
                  timed.outboundNanos(),
                  timed.workerDecodeNanos(),
                  timed.workerEncodeNanos(),
                  timed.inboundNanos(),
                  timed.parentDecodeNanos()))
          .allMatch(nanos -> nanos > 0);
    }
  }

  @Test
  void addsUpTheConnectionsThatItsWorkersOpened() throws Exception {
    try (WorkerPool pool = WorkerPool.open(2, FaultyWorker.with(FaultyWorker.Fault.FAILURES))) {
      assertThat(pool.connectionsOpened()).isZero();
      pool.issue(Timeline.off(2000), 1);
      // Each of its exchanges claims one.
      assertThat(pool.connectionsOpened()).isEqualTo(2);
    }
  }

  @Test
  void leavesNoProcessWhenClosedAndMayBeClosedTwice() throws Exception {
    WorkerPool pool = open(3, "null");
    List<Long> pids = pool.pids();
    assertThat(pids).hasSize(3).doesNotHaveDuplicates();
    pool.close();
    pool.close();
    assertThat(Processes.noneRuns(pids)).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> pool.issue(Timeline.off(1), 1))
        .withMessageContaining("closed");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 16385})
  void refusesImpossibleChunkSizes(int chunk) throws Exception {
    try (WorkerPool pool = open(1, "null")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pool.issue(Timeline.off(1), chunk))
          .withMessageContaining(Integer.toString(chunk));
    }
  }

  @Test
  void refusesToBeOpenedWithoutWorkers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(0, "null"))
        .withMessageContaining("0");
  }

  @Test
  void passesAnInterruptOnAndClosesWhileRequestsStall() throws Exception {
    WorkerPool pool = open(2, "park:60s");
    CompletableFuture<Outcome[]> batch = new CompletableFuture<>();
    Thread caller = Thread.ofPlatform().start(() -> issueInto(batch, pool));
    Processes.await("the caller waits", LIMIT, () -> caller.getState() == Thread.State.WAITING);

    caller.interrupt();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> batch.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
        .withCauseInstanceOf(InterruptedException.class);
    assertThatIllegalStateException()
        .isThrownBy(() -> pool.issue(Timeline.off(1), 1))
        .withMessageContaining("interrupted");
    List<Long> pids = pool.pids();
    pool.close();
    assertThat(Processes.noneRuns(pids)).isTrue();
  }

  @Test
  void closesCompletelyOnAnInterruptedThreadAndKeepsTheInterrupt() throws Exception {
    WorkerPool pool = open(1, "null");
    List<Long> pids = pool.pids();
    Thread.currentThread().interrupt();
    pool.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Processes.noneRuns(pids)).isTrue();
  }

  private static void issueInto(CompletableFuture<Outcome[]> batch, WorkerPool pool) {
    try {
      batch.complete(pool.issue(Timeline.off(10), 1));
    } catch (InterruptedException | RuntimeException e) {
      batch.completeExceptionally(e);
    }
  }

  private static void assertReplies(Outcome[] outcomes, int requests) {
    assertThat(outcomes).hasSize(requests);
    for (int number = 0; number < requests; number++) {
      assertThat(outcomes[number]).isEqualTo(new Reply(number, 0, 0));
    }
  }

  private static WorkerPool open(int workers, String exchange) throws InterruptedException {
    return WorkerPool.open(workers, ExchangeSpec.parse(exchange), Target.NONE);
  }
}
