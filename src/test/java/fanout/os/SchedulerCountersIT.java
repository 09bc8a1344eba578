package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The kernel's counters of this process and of another one. */
@EnabledOnOs(OS.LINUX)
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
