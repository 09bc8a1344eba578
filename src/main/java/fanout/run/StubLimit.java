package fanout.run;

import fanout.ledger.CpuLedger;
import fanout.stub.StubConfig;
import fanout.stub.StubReport;

/**
 * Whether a trial's stub server was what limited it: it was busy, or it answered late.
 *
 * @param delayErrorNanos the 99th percentile of how much later than asked it answered; 0 without a
 *     delay
 * @param isLimit whether the trial is stub-limited
 */
record StubLimit(long delayErrorNanos, boolean isLimit) {
  private static final long LATE_NANOS = 1_000_000;
  private static final double LATE_SHARE = 0.1;

  /** Judges a stub by its report since its delay errors were last reset. */
  static StubLimit of(StubConfig config, int requests, StubReport report, CpuLedger cpu) {
    long error = report.delaysMeasured() == 0 ? 0 : report.delayErrorP99Nanos();
    double allowed = Math.max(LATE_NANOS, LATE_SHARE * meanDelayNanos(config, requests));
    return new StubLimit(error, cpu.isStubBusy() || error > allowed);
  }

  private static double meanDelayNanos(StubConfig config, int requests) {
    double sum = 0;
    for (int number = 0; number < requests; number++) {
      sum += config.delay().nanosFor(number, config.seed());
    }
    return sum / requests;
  }
}
