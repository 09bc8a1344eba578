package fanout.strategy;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the number of tasks that exist at once below a bound, in whatever order they end. One
 * caller lets them in; each leaves by itself.
 *
 * <p>Room is given back an eighth of the bound at a time, since a caller that is woken for every
 * task that leaves costs more than the tasks. So as long as there are tasks, more than seven
 * eighths of the bound are in.
 */
final class Turnstile {
  private static final int STEPS = 8;

  private final int step;
  private final Semaphore stepsFree = new Semaphore(STEPS);
  private final AtomicInteger left = new AtomicInteger();
  private int entered;

  /**
   * Makes an empty one.
   *
   * @param most the bound, at least 8; rounded down to a multiple of 8
   */
  Turnstile(int most) {
    step = most / STEPS;
  }

  /** Waits until there is room for one more task. For the caller only. */
  void enter() throws InterruptedException {
    if (entered % step == 0) {
      stepsFree.acquire();
    }
    entered++;
  }

  /** Takes a task's leave. */
  void leave() {
    if (left.incrementAndGet() % step == 0) {
      stepsFree.release();
    }
  }
}
