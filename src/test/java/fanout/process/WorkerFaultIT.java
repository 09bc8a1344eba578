package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import fanout.os.LastWords;
import fanout.process.FaultyWorker.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller sees of workers that die or misbehave: a typed error in time, never a hang. */
@Timeout(60)
final class WorkerFaultIT {
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(5);
  private static final int REQUESTS = 10;

  @AfterEach
  void noThreadIsLeft() {
    assertThat(Processes.servingThreads()).isEmpty();
  }

  @Test
  void tellsOfAWorkerKilledBeforeTheBatch() throws Exception {
    try (WorkerPool pool = openNull(2)) {
      kill(pool, 1);

      // The other worker may issue a whole batch before this one is given its first chunk.
      WorkerDiedException died = dies(() -> issueUntilItFails(pool));

      assertThat(died.worker()).isEqualTo(1);
      assertThat(died.pid()).isEqualTo(pool.pids().get(1));
      assertThat(died)
          .hasMessageContaining("worker 1 (pid " + died.pid() + ") was killed by SIGKILL (9)");
      assertThat(died.outcomes()).hasSize(REQUESTS);
    }
  }

  @Test
  void keepsTheBatchBeforeADeathAndRefusesEachOneAfter() throws Exception {
    try (WorkerPool pool = openNull(2)) {
      assertThat(pool.issue(Timeline.off(REQUESTS), 1)).hasOnlyElementsOfType(Reply.class);
      kill(pool, 0);
      // Until then a batch may still fail as one that the death met half-way.
      Processes.await("death is seen", TOLD_WITHIN, () -> Processes.servingThreads().size() == 3);

      for (int attempt = 0; attempt < 2; attempt++) {
        WorkerDiedException died = diesIssuing(pool);
        assertThat(died).hasMessageContaining("worker 0").hasMessageContaining("SIGKILL");
        assertThat(died.outcomes())
            .hasSize(REQUESTS)
            .allMatch(outcome -> isFailure(outcome, Failure.Kind.NOT_ISSUED));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SIGKILL                | was killed by SIGKILL (9)",
        "EXIT_WITH_3            | exited with code 3; the end of its standard error: giving up",
        "GRANDCHILD_KEEPS_PIPES | exited with code 4",
        "THROW                  | exited with code 1",
        "THROW                  | what an exchange never does",
        "BAD_FRAME              | sent a bad frame (frame length must be from 1 to",
        "WRONG_RESULTS          | sent a bad frame (expected the results of Chunk[first=5",
        "CLOSED_OUTPUT          | closed its channel without ending, and was killed",
      })
  void tellsOfAWorkerLostDuringTheBatchAndKeepsAllOtherOutcomes(Fault fault, String words)
      throws Exception {
    try (WorkerPool pool = WorkerPool.open(2, FaultyWorker.with(fault))) {
      WorkerDiedException died = diesIssuing(pool);

      assertThat(died).hasMessageContaining(words).hasMessageContaining("pid " + died.pid());
      assertThat(pool.pids().get(died.worker())).isEqualTo(died.pid());
      assertThat(died.outcomes()).hasSize(REQUESTS);
      assertThat(died.outcomes().subList(0, FaultyWorker.AT)).hasOnlyElementsOfType(Reply.class);
      assertThat(died.outcomes().get(FaultyWorker.AT))
          .matches(outcome -> isFailure(outcome, Failure.Kind.WORKER_DIED));
      assertThat(died.outcomes().subList(FaultyWorker.AT + 1, REQUESTS))
          .allMatch(o -> o instanceof Reply || isFailure(o, Failure.Kind.NOT_ISSUED));
    }
  }

  @Test
  void doesNotWaitLongForOthersOnceAWorkerIsDead() throws Exception {
    List<Long> pids;
    try (WorkerPool pool =
        WorkerPool.open(2, FaultyWorker.with(Fault.SIGKILL_WHILE_OTHERS_STALL))) {
      pids = pool.pids();
      WorkerDiedException died = diesIssuing(pool);

      assertThat(died.outcomes().get(FaultyWorker.AT))
          .matches(outcome -> isFailure(outcome, Failure.Kind.WORKER_DIED));
      assertThat(died.outcomes().get(FaultyWorker.STALLED))
          .matches(outcome -> isFailure(outcome, Failure.Kind.TIMEOUT));
      assertThat(died.outcomes().subList(FaultyWorker.AT + 1, REQUESTS))
          .allMatch(outcome -> isFailure(outcome, Failure.Kind.NOT_ISSUED));
    }
    assertThat(Processes.noneRuns(pids)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXIT_AT_START    | exited with code 7; the end of its standard error: no such moon",
        "GARBAGE_AT_START | sent a bad frame (frame length must be from 1 to 16777216, was 12",
        "CLOSE_AT_START   | closed its channel without ending, and was killed",
      })
  void tellsOfAWorkerThatDoesNotStartAndLeavesNoOther(Fault fault, String words) {
    long before = liveChildren();
    WorkerDiedException died =
        assertTimeoutPreemptively(
            TOLD_WITHIN.multipliedBy(2),
            () ->
                catchThrowableOfType(
                    WorkerDiedException.class,
                    () -> WorkerPool.open(2, FaultyWorker.with(fault)).close()));

    assertThat(died).hasMessageContaining(words);
    assertThat(died.outcomes()).isEmpty();
    assertThat(liveChildren()).isEqualTo(before);
  }

  @Test
  void tellsWhyAWorkerCouldNotOpenItsExchange() {
    WorkerCommand command =
        new WorkerCommand(WorkerMain.class.getName(), List.of(), List.of("carrier", "none:/", "0"));
    assertThat(
            catchThrowableOfType(
                WorkerDiedException.class, () -> WorkerPool.open(1, command).close()))
        .hasMessageContaining("exited with code 1")
        .hasMessageContaining("exchange 'carrier' is unknown");
  }

  @ParameterizedTest
  @EnumSource(names = {"NOISE_ON_STDOUT", "FLOOD_ON_STDERR"})
  void isNotDisturbedByWhatWorkersPrint(Fault fault) throws Exception {
    try (WorkerPool pool = WorkerPool.open(1, FaultyWorker.with(fault))) {
      for (int batch = 0; batch < 3; batch++) {
        Outcome[] outcomes =
            assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> pool.issue(Timeline.off(REQUESTS), 2));
        assertThat(outcomes).hasOnlyElementsOfType(Reply.class);
      }
    }
  }

  @Test
  void keepsTheEndOfAFloodedStandardError() throws Exception {
    try (WorkerPool pool = WorkerPool.open(1, FaultyWorker.with(Fault.FLOOD_ON_STDERR))) {
      pool.issue(Timeline.off(REQUESTS), 1);
      kill(pool, 0);
      assertThat(diesIssuing(pool).stderr())
          .endsWith("xthe end")
          .hasSizeLessThanOrEqualTo(LastWords.KEPT_BYTES);
    }
  }

  @Test
  void handsFailuresOfSingleRequestsOnTypedAndInPlace() throws Exception {
    try (WorkerPool pool = WorkerPool.open(2, FaultyWorker.with(Fault.FAILURES))) {
      Outcome[] outcomes = pool.issue(Timeline.recording(REQUESTS), 3);
      for (int number = 0; number < REQUESTS; number++) {
        assertThat(outcomes[number])
            .isEqualTo(
                number % 2 == 0
                    ? new Reply(number, 200, 32)
                    : new Failure(
                        number, Failure.Kind.STATUS, "expected 200, got 500 for " + number));
      }
    }
  }

  private static WorkerDiedException diesIssuing(WorkerPool pool) {
    return dies(() -> pool.issue(Timeline.off(REQUESTS), 1));
  }

  private static WorkerDiedException dies(ThrowingCallable action) {
    return assertTimeoutPreemptively(
        TOLD_WITHIN, () -> catchThrowableOfType(WorkerDiedException.class, action));
  }

  private static void issueUntilItFails(WorkerPool pool) throws InterruptedException {
    while (true) {
      pool.issue(Timeline.off(REQUESTS), 1);
    }
  }

  private static boolean isFailure(Outcome outcome, Failure.Kind kind) {
    return outcome instanceof Failure failure && failure.kind() == kind;
  }

  private static void kill(WorkerPool pool, int worker) throws Exception {
    ProcessHandle process = ProcessHandle.of(pool.pids().get(worker)).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().get(TOLD_WITHIN.toSeconds(), TimeUnit.SECONDS);
  }

  private static long liveChildren() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }

  private static WorkerPool openNull(int workers) throws InterruptedException {
    return WorkerPool.open(workers, ExchangeSpec.parse("null"), Target.NONE);
  }
}
