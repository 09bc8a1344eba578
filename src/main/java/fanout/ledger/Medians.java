package fanout.ledger;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Times one thing many times over, within a limit of time, and takes the median. */
final class Medians {
  private static final int WARM_UP = 20;
  private static final int MOST_SAMPLES = 1_000;
  private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

  private Medians() {}

  /**
   * Returns the median length of one call, in nanoseconds.
   *
   * @param timed what to time; called some 1000 times, fewer if they take longer than 60 ms
   * @throws IOException if a call throws it
   */
  static double of(RoundTrip timed) throws IOException {
    for (int call = 0; call < WARM_UP; call++) {
      timed.make();
    }
    long[] samples = new long[MOST_SAMPLES];
    int taken = 0;
    long began = System.nanoTime();
    long last = began;
    while (taken < MOST_SAMPLES && last - began < LIMIT_NANOS) {
      timed.make();
      long now = System.nanoTime();
      samples[taken++] = now - last;
      last = now;
    }
    return median(Arrays.copyOf(samples, taken));
  }

  /** Returns the median of at least one sample; sorts them. */
  static double median(long[] samples) {
    Arrays.sort(samples);
    int middle = samples.length / 2;
    return samples.length % 2 == 1
        ? samples[middle]
        : (samples[middle - 1] + samples[middle]) / 2.0;
  }
}
