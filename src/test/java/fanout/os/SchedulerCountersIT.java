package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's counters of this process and of another one. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class SchedulerCountersIT {
  private static final int HAND_OVERS = 200;

  @Test
  void countsTheWaitsOfAThreadThatHasEnded() throws InterruptedException {
    SchedulerCounters before = SchedulerCounters.own();
    takeTurns();

    // A wait for a partner that comes at once may be over before it gives the processor up.
    assertThat(SchedulerCounters.own().since(before).voluntarySwitches().orElseThrow())
        .isPositive();
  }

  @Test
  void readsTheCompilersOfThisProcess() {
    assertThat(SchedulerCounters.own().ofCompilers().runNanos().orElseThrow()).isPositive();
  }

  @Test
  void readsAnotherProcessUntilItIsGone() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    try {
      SchedulerCounters counters = SchedulerCounters.of(process.pid());
      assertThat(counters.voluntarySwitches()).isPresent();
      assertThat(counters.involuntarySwitches()).isPresent();
    } finally {
      process.destroy();
    }
    process.waitFor();

    SchedulerCounters gone = SchedulerCounters.of(process.pid());
    assertThat(gone.voluntarySwitches()).isEmpty();
    assertThat(gone.involuntarySwitches()).isEmpty();
    assertThat(gone.runQueueWaitNanos()).isEmpty();
  }

  /** Its status is a pipe, so that the thread can end between two reads. */
  @Test
  void knowsTheWaitsOfAllThoughAThreadEndsWhileItIsRead(@TempDir Path tasks) throws Exception {
    Path thread = Files.createDirectory(tasks.resolve("11"));
    Path status = thread.resolve("status");
    assertThat(new ProcessBuilder("mkfifo", status.toString()).start().waitFor()).isZero();
    Path schedstat = Files.writeString(thread.resolve("schedstat"), "100 40 3");
    CompletableFuture<Void> ended =
        CompletableFuture.runAsync(
            () -> {
              try (Writer out = new FileWriter(status.toFile())) { // waits for the reader
                Files.delete(schedstat);
                out.write("Name:\tslot\n");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    SchedulerCounters counters = SchedulerCounters.of(new SystemFiles(tasks));

    ended.get(30, TimeUnit.SECONDS);
    assertThat(counters.runQueueWaitNanos()).hasValue(40);
  }

  private static void takeTurns() throws InterruptedException {
    SynchronousQueue<Integer> queue = new SynchronousQueue<>();
    Thread taker =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    for (int turn = 0; turn < HAND_OVERS; turn++) {
                      queue.take();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    for (int turn = 0; turn < HAND_OVERS; turn++) {
      queue.put(turn);
    }
    taker.join();
  }
}
