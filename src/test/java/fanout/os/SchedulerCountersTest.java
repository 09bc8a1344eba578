package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchedulerCountersTest {
  @TempDir Path taskDirectory;

  @Test
  void addsUpThreads() throws IOException {
    thread("11", 5, 7, "100 40 3");
    thread("12", 1, 2, "900 2 8\n");

    SchedulerCounters counters = read();

    assertThat(counters.voluntarySwitches()).hasValue(6);
    assertThat(counters.involuntarySwitches()).hasValue(9);
    assertThat(counters.runQueueWaitNanos()).hasValue(42);
  }

  @Test
  void leavesOutThreadsThatEndedInBetweenAndCountsNewOnesWhole() throws IOException {
    thread("11", 5, 7, "100 40 3");
    thread("12", 1_000, 1_000, "900 1000 8");
    SchedulerCounters before = read();
    Files.delete(taskDirectory.resolve("12/status"));
    thread("11", 8, 7, "100 45 3");
    thread("13", 20, 30, "1 2 3");

    SchedulerCounters between = read().since(before);

    assertThat(between.voluntarySwitches()).hasValue(23);
    assertThat(between.involuntarySwitches()).hasValue(30);
    assertThat(between.runQueueWaitNanos()).hasValue(7);
  }

  @Test
  void hasNoRunQueueWaitWhereTheKernelKeepsNone() throws IOException {
    thread("11", 5, 7, "");

    assertThat(read().runQueueWaitNanos()).isEmpty();
    assertThat(read().voluntarySwitches()).hasValue(5);
  }

  @Test
  void knowsNothingWithoutAnEarlierSnapshot() throws IOException {
    SchedulerCounters before = read();
    thread("11", 5, 7, "100 40 3");

    SchedulerCounters between = read().since(before);

    assertThat(between.voluntarySwitches()).isEmpty();
    assertThat(between.runQueueWaitNanos()).isEmpty();
  }

  @Test
  void tellsTheCompilersFromOtherThreads() throws IOException {
    thread("11", 5, 7, "5000 40 3");
    assertThat(read().ofCompilers().runNanos()).isEmpty();

    named("C2 CompilerThre", thread("12", 1, 1, "100 40 3\n"));
    named("C1 CompilerThre", thread("13", 1, 1, "20 2 8"));
    assertThat(read().ofCompilers().runNanos()).hasValue(120);

    named("C1 CompilerThre", thread("13", 1, 1, ""));
    assertThat(read().ofCompilers().runNanos()).isEmpty();
  }

  private static void named(String name, Path thread) throws IOException {
    Path status = thread.resolve("status");
    Files.writeString(status, Files.readString(status).replace("slot", name));
  }

  private SchedulerCounters read() {
    return SchedulerCounters.of(new SystemFiles(taskDirectory));
  }

  private Path thread(String number, int voluntary, int involuntary, String schedstat)
      throws IOException {
    Path thread = Files.createDirectories(taskDirectory.resolve(number));
    Files.writeString(
        thread.resolve("status"),
        "Name:\tslot\nvoluntary_ctxt_switches:\t%d\nnonvoluntary_ctxt_switches:\t%d\n"
            .formatted(voluntary, involuntary));
    Files.writeString(thread.resolve("schedstat"), schedstat);
    return thread;
  }
}
