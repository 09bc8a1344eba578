package fanout.ab;

import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Other work on the processors, as neighbours on a shared machine bring it: a thread for each
 * processor computes for a random time up to a second, then rests for another.
 */
final class Load implements AutoCloseable {
  private static final int LONGEST_MILLIS = 1_000;

  private final CountDownLatch ended = new CountDownLatch(1);

  private Load() {}

  /** Starts to compute until it is closed; without a load, does nothing. */
  static Load start(boolean isLoaded, long seed) {
    Load load = new Load();
    int threads = isLoaded ? Runtime.getRuntime().availableProcessors() : 0;
    for (int i = 0; i < threads; i++) {
      SplittableRandom random = new SplittableRandom(seed + i);
      Thread.ofPlatform().daemon().name("load-" + i).start(() -> load.run(random));
    }
    return load;
  }

  private void run(SplittableRandom random) {
    try {
      do {
        long end = System.nanoTime() + random.nextInt(LONGEST_MILLIS) * 1_000_000L;
        while (System.nanoTime() < end && ended.getCount() > 0) {
          Thread.onSpinWait();
        }
      } while (!ended.await(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
