package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.process.FaultyWorker.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class ColdBatchIT {
  private Set<Path> files = Set.of();

  @BeforeEach
  void countFiles() {
    files = Processes.channelFiles();
  }

  @AfterEach
  void nothingIsLeft() {
    Processes.requireNothingLeft(files);
  }

  @ParameterizedTest
  @EnumSource(
      value = WorkerStart.class,
      names = {"PLAIN", "LEAN"})
  void issuesEachRequestOnceAndTellsTheCourseOfEachWorker(WorkerStart start) throws Exception {
    int requests = 50;
    ColdBatch batch =
        ColdBatch.issue(
            2, requests, ExchangeSpec.parse("null"), Target.NONE, start, Optional.empty());

    for (int number = 0; number < requests; number++) {
      assertThat(batch.outcomes().get(number)).isEqualTo(new Reply(number, 0, 0));
      assertThat(batch.repliedNanos().get(number))
          .isBetween(batch.beganNanos(), batch.joinedNanos());
    }
    assertThat(batch.workers()).hasSize(2);
    assertThat(batch.workers().stream().mapToInt(ColdCourse::requests).sum()).isEqualTo(requests);
    for (ColdCourse course : batch.workers()) {
      assertThat(course.sharedClock()).isTrue();
      assertThat(
              List.of(
                  batch.beganNanos(),
                  course.startNanos(),
                  course.mainNanos(),
                  course.openNanos(),
                  course.firstReplyNanos(),
                  course.lastReplyNanos(),
                  batch.joinedNanos()))
          .isSorted();
      assertThat(course.processNanos()).isBetween(course.startNanos(), course.firstReplyNanos());
      assertThat(course.cpuToFirst()).isPresent();
      assertThat(course.cpuToLast().orElseThrow())
          .isGreaterThanOrEqualTo(course.cpuToFirst().orElseThrow());
    }
  }

  @Test
  void everyRequestHasATypedOutcomeWhenAWorkerDies() {
    WorkerDiedException died =
        catchThrowableOfType(
            WorkerDiedException.class,
            () -> ColdBatch.issue(2, 20, FaultyWorker.with(Fault.EXIT_WITH_3)));
    assertThat(died).hasMessageContaining("exited with code 3");
    assertThat(died.outcomes()).hasSize(20).doesNotContainNull();
    assertThat(died.outcomes().get(FaultyWorker.AT))
        .matches(o -> o instanceof Failure f && f.kind() == Failure.Kind.WORKER_DIED);
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "-1, 10", "3, 2"})
  void refusesWorkersWithoutWork(int workers, int requests) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ColdBatch.issue(workers, requests, FaultyWorker.with(Fault.FAILURES)))
        .withMessageContaining("was " + workers + " with " + requests);
  }
}
