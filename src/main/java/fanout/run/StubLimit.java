package fanout.run;

import fanout.ledger.CpuLedger;
import fanout.stub.StubConfig;

/** Whether a stub server was what limited its client: it was busy, or it answered late. */
final class StubLimit {
  private static final long LATE_NANOS = 1_000_000;
  private static final double LATE_SHARE = 0.1;

  private StubLimit() {}

  /**
   * Judges a stub.
   *
   * @param requests N, at least 1
   * @param delayErrorNanos the 99th percentile of how much later than asked it answered; 0 without
   *     a delay
   * @param cpu with the stub's processor time
   */
  static boolean isLimit(StubConfig config, int requests, long delayErrorNanos, CpuLedger cpu) {
    double allowed = Math.max(LATE_NANOS, LATE_SHARE * meanDelayNanos(config, requests));
    return cpu.isStubBusy() || delayErrorNanos > allowed;
  }

  private static double meanDelayNanos(StubConfig config, int requests) {
    double sum = 0;
    for (int number = 0; number < requests; number++) {
      sum += config.delay().nanosFor(number, config.seed());
    }
    return sum / requests;
  }
}
