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
  private static final double NANOS_PER_MICRO = 1_000;

  /** Read by nobody; a store that the compiler cannot drop keeps the rounds from being dropped. */
  @SuppressWarnings("unused")
  private static volatile long sink;

  private final long rounds;

  SpinExchange(Duration length) {
    rounds = Math.max(1, Math.round(length.toNanos() / NANOS_PER_MICRO * SpinRate.ofThisProcess()));
  }

  @Override
  public Outcome issue(int number) {
    long value = spin(rounds, number + 1L);
    if (value == 0) { // never with this generator, but the compiler does not know
      sink = value;
    }
    return new Reply(number, 0, 0);
  }

  /** Marsaglia's xorshift64 (triple 13, 7, 17): each round depends on the last, period 2^64 − 1. */
  static long spin(long rounds, long seed) {
    long x = seed;
    for (long i = 0; i < rounds; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }
}
