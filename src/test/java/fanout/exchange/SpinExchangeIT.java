package fanout.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Spinning is measured in processor time, which other load on the machine does not lengthen. */
final class SpinExchangeIT {
  private static final int REQUESTS = 2_000;
  private static final Duration LENGTH = Duration.ofNanos(100_000);

  @Test
  void burnsAboutTheProcessorTimeThatWasAsked() {
    try (Exchange exchange = new SpinExchange(LENGTH)) {
      issueAll(exchange); // compiled code is what the calibration promises
      long before = processorNanos();
      issueAll(exchange);
      double ratio = (double) (processorNanos() - before) / (REQUESTS * LENGTH.toNanos());
      assertThat(ratio).as("processor time burnt ÷ asked").isBetween(0.5, 2.0);
    }
  }

  private static void issueAll(Exchange exchange) {
    for (int number = 0; number < REQUESTS; number++) {
      exchange.issue(number);
    }
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
