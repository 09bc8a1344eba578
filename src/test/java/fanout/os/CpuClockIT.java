package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
final class CpuClockIT {
  private static final long BURNT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  @Test
  void countsWhatAThreadBurns() {
    long before = CpuClock.ownNanos().orElseThrow();
    burn();
    long counted = CpuClock.ownNanos().orElseThrow() - before;

    // The rest of the process (collector, compiler) may work meanwhile, so only roughly.
    assertThat(counted).isBetween(BURNT_NANOS, 20 * BURNT_NANOS);
  }

  @Test
  void countsThreadsThatHaveEnded() throws InterruptedException {
    long before = CpuClock.ownNanos().orElseThrow();
    Thread thread = Thread.ofPlatform().start(CpuClockIT::burn);
    thread.join();

    assertThat(CpuClock.ownNanos().orElseThrow() - before).isGreaterThanOrEqualTo(BURNT_NANOS);
  }

  @Test
  void readsAProcessByItsNumberAsItReadsItself() {
    long own = CpuClock.ownNanos().orElseThrow();
    long byNumber = CpuClock.nanos(ProcessHandle.current().pid()).orElseThrow();
    long ownAgain = CpuClock.ownNanos().orElseThrow();

    assertThat(byNumber).isBetween(own, ownAgain);
  }

  @Test
  void readsAnotherProcessUntilItIsGone() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    try {
      assertThat(CpuClock.nanos(process.pid())).isPresent();
    } finally {
      process.destroy();
    }
    process.waitFor();

    assertThat(CpuClock.nanos(process.pid())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1L << 31, Long.MAX_VALUE})
  void knowsNoProcessOfAnImpossibleNumber(long pid) {
    assertThat(CpuClock.nanos(pid)).isEmpty();
  }

  private static void burn() {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    while (threads.getCurrentThreadCpuTime() - before < BURNT_NANOS) {
      Thread.onSpinWait();
    }
  }
}
