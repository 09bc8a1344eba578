package fanout.stub;

import fanout.Delay;
import org.HdrHistogram.Histogram;

/** The stub's running counts. Belongs to the event loop: no other thread may touch it. */
final class Tally {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram delayErrors = new Histogram(Delay.LONGEST.toNanos(), SIGNIFICANT_DIGITS);
  private long answered;
  private long accepted;
  private long open;

  void opened() {
    accepted++;
    open++;
  }

  void closed() {
    open--;
  }

  void answered() {
    answered++;
  }

  /** Records by how much a reply came later than asked for; the clock's grain may make it early. */
  void delayError(long nanos) {
    delayErrors.recordValue(Math.clamp(nanos, 0, Delay.LONGEST.toNanos()));
  }

  void resetDelayErrors() {
    delayErrors.reset();
  }

  long open() {
    return open;
  }

  StubReport report() {
    return new StubReport(
        answered, accepted, delayErrors.getTotalCount(), delayErrors.getValueAtPercentile(99));
  }
}
