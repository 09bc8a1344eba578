package fanout.exchange;

/**
 * The speed of this machine at the computation of spinning requests. Each process measures it once,
 * unless the system property {@value #PROPERTY} tells: processes that are to do the very same work
 * must not each take their own measure, which differs by a percent or two.
 */
public final class SpinRate {
  /** Names the property; its value is in rounds for each microsecond, above 0. */
  public static final String PROPERTY = "fanout.spin.rounds-per-us";

  /** Enough for the loop to be compiled for good long before the last sample. */
  private static final int SAMPLES = 2_000;

  private static final long ROUNDS = 50_000;
  private static final double NANOS_PER_MICRO = 1_000;

  /** Read by nobody; a store that the compiler cannot drop keeps the rounds from being dropped. */
  @SuppressWarnings("unused")
  private static volatile long sink;

  /** Found at the first use. */
  private static final class Own {
    static final double RATE = roundsPerMicro();
  }

  private SpinRate() {}

  /**
   * Returns the rate of all exchanges of this process: found once, so that they agree.
   *
   * @return rounds for each microsecond, above 0
   */
  static double ofThisProcess() {
    return Own.RATE;
  }

  /**
   * Returns what the property tells, or else measures.
   *
   * @return rounds for each microsecond, above 0
   * @throws IllegalArgumentException if the property is no number above 0
   */
  public static double roundsPerMicro() {
    String told = System.getProperty(PROPERTY);
    return told == null ? measure() : parse(told);
  }

  /** Measures: the fastest of many samples, the least disturbed one. */
  public static double measure() {
    long best = Long.MAX_VALUE;
    for (int sample = 0; sample < SAMPLES; sample++) {
      long before = System.nanoTime();
      sink = SpinExchange.spin(ROUNDS, sample + 1L);
      best = Math.min(best, System.nanoTime() - before);
    }
    return ROUNDS * NANOS_PER_MICRO / best;
  }

  private static double parse(String text) {
    double rate = Double.NaN;
    try {
      rate = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      // what is no number is refused below, with the same words
    }
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(PROPERTY + " must be a number > 0, was '" + text + "'");
    }
    return rate;
  }
}
