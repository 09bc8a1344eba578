package fanout.strategy;

import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A virtual thread for each request. At most c requests are in flight: each thread takes one of c
 * permits, which are not fair, since fairness would hand every permit over through a parked thread.
 *
 * <p>With many slots not all threads of a batch exist at once. A thread that waits for a permit
 * keeps a stack of its own, and a million of them are a gigabyte that the collector moves again and
 * again: a quarter of a request's processor time or more.
 */
final class VirtualThreads extends ExecutorStrategy {
  /** The most threads at once where there are few slots. */
  private static final int THREADS = 10_000;

  /** The most for each of many slots: one in flight, one that waits for its permit. */
  private static final int THREADS_PER_SLOT = 2;

  private final Semaphore permits;

  VirtualThreads(FanOutConfig config) {
    super(
        config,
        () ->
            Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("virtual-slot-", 0).factory()));
    permits = new Semaphore(config.concurrency());
  }

  @Override
  public Batch issue(Timeline timeline) throws InterruptedException {
    int most = (int) Math.max(THREADS, Math.min(1 << 30, (long) THREADS_PER_SLOT * concurrency()));
    if (Gathering.mostAhead(timeline.requests(), concurrency()) <= most) {
      return gather(timeline, number -> () -> inSlot(timeline, number));
    }
    Admission admission = new Admission(most);
    return gather(
        timeline,
        number -> {
          admission.enter();
          return () -> counted(admission, timeline, number);
        });
  }

  private Outcome counted(Admission admission, Timeline timeline, int number)
      throws InterruptedException {
    try {
      return inSlot(timeline, number);
    } finally {
      admission.leave();
    }
  }

  private Outcome inSlot(Timeline timeline, int number) throws InterruptedException {
    permits.acquire();
    try {
      return issue(timeline, number);
    } finally {
      permits.release();
    }
  }

  /**
   * A bound on the number of tasks that exist at once, in whatever order they end. One caller
   * admits them; each leaves by itself.
   *
   * <p>Permits are given back an eighth of the bound at a time, since a caller that is woken for
   * every task that leaves costs more than the tasks. So as long as there are tasks, more than
   * seven eighths of the bound are in.
   */
  static final class Admission {
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
    Admission(int most) {
      step = most / STEPS;
    }

    /** Waits until one more task is admitted. For the caller only. */
    void enter() throws InterruptedException {
      if (entered % step == 0) {
        stepsFree.acquire();
      }
      entered++;
    }

    void leave() {
      if (left.incrementAndGet() % step == 0) {
        stepsFree.release();
      }
    }
  }
}
