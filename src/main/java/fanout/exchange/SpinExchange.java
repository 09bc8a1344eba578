package fanout.exchange;

import java.time.Duration;

/**
 * Burns a known amount of processor time: a fixed number of rounds of a fixed computation, found by
 * timing the computation once when the exchange is opened.
 *
 * <p>The amount of work is fixed rather than the elapsed time: a thread that loses its processor in
 * the middle still owes the rest, as real work does. So the length holds for an undisturbed
 * processor at the speed it had during calibration.
 */
final class SpinExchange implements Exchange {
  /** Enough for the loop to be compiled for good long before the last sample. */
  private static final int CALIBRATION_SAMPLES = 2_000;

  private static final long CALIBRATION_ROUNDS = 50_000;

  /** Rounds for each nanosecond, measured once in each process so that all its exchanges agree. */
  private static final double ROUNDS_PER_NANO = calibrate();

  /** Read by nobody; a store that the compiler cannot drop keeps the rounds from being dropped. */
  @SuppressWarnings("unused")
  private static volatile long sink;

  private final long rounds;

  SpinExchange(Duration length) {
    rounds = Math.max(1, Math.round(length.toNanos() * ROUNDS_PER_NANO));
  }

  @Override
  public Outcome issue(int number) {
    long value = spin(rounds, number + 1L);
    if (value == 0) { // never with this generator, but the compiler does not know
      sink = value;
    }
    return new Reply(number, 0, 0);
  }

  @Override
  public long connectionsOpened() {
    return 0;
  }

  @Override
  public void close() {}

  /** Marsaglia's xorshift64 (triple 13, 7, 17): each round depends on the last, period 2^64 − 1. */
  private static long spin(long rounds, long seed) {
    long x = seed;
    for (long i = 0; i < rounds; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }

  private static double calibrate() {
    long best = Long.MAX_VALUE; // the least disturbed sample, after compilation
    for (int sample = 0; sample < CALIBRATION_SAMPLES; sample++) {
      long before = System.nanoTime();
      sink = spin(CALIBRATION_ROUNDS, sample + 1L);
      best = Math.min(best, System.nanoTime() - before);
    }
    return (double) CALIBRATION_ROUNDS / best;
  }
}
