package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.results.Suite;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProfilerCheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"safepoints", "org.openjdk.jmh.profile.SafepointsProfiler"})
  void refusesAProfilerThatCannotReadThisJdksLog(String profiler) {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> check("-prof", profiler))
        .withMessageContaining("-prof safepoints cannot read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jfr", "jfr:configName=default", "async"})
  void saysThatARecordingIsThatOfTheLastFork(String profiler) {
    String[] one = {"-prof", profiler, "-p", "strategy=THREAD_POOL"};
    assertThat(check(one)).singleElement().asString().contains("the last fork only");
    assertThat(check("-prof", profiler, "-p", "strategy=THREAD_POOL", "-f", "1")).isEmpty();
  }

  @Test
  void saysThatWorkerProcessesAreNotWatched() {
    assertThat(check("-prof", "gc", "-p", "strategy=WORKER_PROCESSES"))
        .singleElement()
        .asString()
        .contains("worker processes");
    assertThat(check("-prof", "ledger", "-p", "strategy=WORKER_PROCESSES")).isEmpty();
  }

  @Test
  void refusesAFolderWhoseNameIsTooLong() {
    String target = "target=http://127.0.0.1:8080/" + "a".repeat(80);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> check("-prof", "jfr", "-p", target, "-p", "delay=0"))
        .withMessageContaining("cannot have more than 255 characters and would have 3");
    assertThat(check("-prof", "gc", "-p", target, "-p", "delay=0"))
        .noneMatch(note -> note.contains("folder"));
  }

  private static List<String> check(String... words) {
    RunOptions options = RunOptions.parse(List.of(words), Suite.DEFAULT);
    return new ProfilerCheck(options.given().getProfilers()).require(RunPlan.of(options));
  }
}
