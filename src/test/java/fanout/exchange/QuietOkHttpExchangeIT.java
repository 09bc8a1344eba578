package fanout.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class QuietOkHttpExchangeIT {
  private static final String WATCHDOG = "Okio Watchdog";
  private static final int BODY_BYTES = 32;
  private static final int REQUESTS = 400;

  /** It wakes for the standing timeout itself, and for what earlier tests left. */
  private static final long FEW = REQUESTS / 10;

  @Test
  void leavesTheWatchdogAsleep() {
    try (StubProcess stub =
        StubProcess.start(StubConfig.withDefaults().withBodyBytes(BODY_BYTES))) {
      Target target = new Target(stub.uri(), BODY_BYTES);
      long plain = wakesDuring(new OkHttpExchange(target, 1));
      long quiet = wakesDuring(OkHttpExchange.quiet(target, 1, Exchange.IO_LIMIT));
      assertThat(quiet).as("against %d", plain).isLessThan(FEW);
      assertThat(plain).isGreaterThan(FEW);
    }
  }

  @Test
  void standsThereUntilItIsClosed() {
    try (StubProcess stub =
        StubProcess.start(StubConfig.withDefaults().withBodyBytes(BODY_BYTES))) {
      Target target = new Target(stub.uri(), BODY_BYTES);
      Duration limit = Duration.ofMillis(20);
      try (Exchange exchange = OkHttpExchange.quiet(target, 1, limit)) {
        long before = wakes();
        while (wakes() < before + 5) {
          assertThat(Thread.interrupted()).as("stood there anew").isFalse();
        }
        assertThat(exchange.connectionsOpened()).isZero();
      }
    }
  }

  private static long wakesDuring(Exchange exchange) {
    try (exchange) {
      exchange.issue(0);
      long before = wakes();
      for (int number = 1; number <= REQUESTS; number++) {
        assertThat(exchange.issue(number)).isInstanceOf(Reply.class);
      }
      return wakes() - before;
    }
  }

  /** How often the watchdog has gone to sleep: each time but one it was woken. */
  private static long wakes() {
    return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().equals(WATCHDOG))
        .mapToLong(ThreadInfo::getWaitedCount)
        .sum();
  }
}
