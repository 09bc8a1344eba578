package fanout.ledger;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes time in the calling thread, and tells how much really passed.
 *
 * <p>Long delays park: with more slots than processors, a spinning one would keep others from
 * running, and the time would turn up in <em>their</em> lines too. Parking takes no processor, and
 * all of the overshoot (timer slack of some 50 µs, then the wait for a processor) lies within the
 * measured time. Delays shorter than such an overshoot spin, because parked they would be several
 * times the length asked for; what they take from other slots is at most their own length.
 */
final class Delay {
  /** A Linux timer's slack of 50 µs and a wake-up: parking cannot do less. */
  private static final long SHORTEST_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(60);

  private Delay() {}

  /**
   * Passes at least the given time, unless the thread is interrupted: then parking ends early, and
   * the interrupt status stays set.
   *
   * @param nanos the time to pass, at least 0
   * @return the time that passed, in nanoseconds
   */
  static long of(long nanos) {
    long began = System.nanoTime();
    return nanos < SHORTEST_PARK_NANOS ? spin(began, nanos) : park(began, nanos);
  }

  private static long spin(long began, long nanos) {
    long passed = 0;
    while (passed < nanos) {
      Thread.onSpinWait();
      passed = System.nanoTime() - began;
    }
    return passed;
  }

  private static long park(long began, long nanos) {
    long passed = 0;
    while (passed < nanos && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(nanos - passed);
      passed = System.nanoTime() - began;
    }
    return passed;
  }
}
