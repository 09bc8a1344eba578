package fanout.process;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a pool that have orders for its workers, first come first served. Safe for use by
 * many threads; what a job is told, it is told outside of the lock.
 */
final class Dispatcher {
  /** The wait for a change before looking whether there will be one. */
  private static final long LOOK_MILLIS = 50;

  /** The looks, one after the other, that must find that there will be none. */
  private static final int LOOKS = 2;

  private final Set<Job> jobs = new LinkedHashSet<>();

  /** Orders that a worker had and has not begun with; they come before all jobs. */
  private final List<Order> returned = new ArrayList<>();

  private long left;
  private long inFlight;
  private @Nullable RuntimeException refusal;
  private @Nullable RuntimeException abandonment;
  private volatile boolean anyLeft;

  /**
   * Adds a job behind all others.
   *
   * @throws RuntimeException if no more are taken; what {@link #close} was given
   */
  synchronized void add(Job job) {
    if (refusal != null) {
      throw refusal;
    }
    if (job.left() > 0) {
      jobs.add(job);
      changeLeft(job.left());
    }
  }

  /** Tells, without a lock, whether there may be an order to claim. */
  boolean anyLeft() {
    return anyLeft;
  }

  /**
   * Returns how many orders one worker may have at once, so that all get some of what is left and
   * none has much when the others have nothing: guided self-scheduling's share, left ÷ workers.
   * Where one job has all that is left, only the workers count that have a part in it.
   *
   * @param workers how many there are, at least 1
   * @return at least 1
   */
  synchronized int share(int workers) {
    boolean isOneJob = jobs.size() == 1 && returned.isEmpty();
    int sharing = isOneJob ? jobs.iterator().next().workersOf(workers) : workers;
    return Math.clamp(left / sharing, 1, Integer.MAX_VALUE);
  }

  /**
   * Takes the next order for a worker.
   *
   * @param worker its index
   * @param mostBytes the longest frame that it may be sent now; what is known to be longer stays
   * @param lastTask the class's name of the call that it was sent last; empty if there was none
   * @param behind the {@link Job#windowKey} of the orders that it has; {@code null} if it has none
   * @return {@code null} if there is none
   */
  synchronized @Nullable Order claim(
      int worker, int mostBytes, String lastTask, @Nullable Object behind) {
    if (abandonment != null) {
      return null; // what is left is being failed
    }
    if (!returned.isEmpty()) {
      if (!mayFollow(returned.getFirst().job(), behind)) {
        return null;
      }
      inFlight++;
      changeLeft(-1);
      return returned.removeFirst();
    }
    for (Iterator<Job> each = jobs.iterator(); each.hasNext(); ) {
      Job job = each.next();
      if (job.nextBytes(lastTask) > mostBytes || !mayFollow(job, behind)) {
        return null;
      }
      Order order = job.next(worker);
      if (order != null) {
        job.claimed();
        inFlight++;
        changeLeft(-1);
        if (job.left() == 0) {
          each.remove();
        }
        return order;
      }
    }
    return null;
  }

  private static boolean mayFollow(@Nullable Job job, @Nullable Object behind) {
    return behind == null || (job != null && job.windowKey().equals(behind));
  }

  /** Counts an order that was answered or failed. */
  void over(Order order) {
    Job job = order.job();
    if (job == null) {
      return;
    }
    boolean last;
    synchronized (this) {
      inFlight--;
      last = job.over();
      if (inFlight == 0) {
        notifyAll();
      }
    }
    if (last) {
      job.ended();
    }
  }

  /** Takes an order back that its worker has not begun with; fails it once all was abandoned. */
  void putBack(Order order) {
    RuntimeException why;
    synchronized (this) {
      why = abandonment;
      if (why == null) {
        inFlight--;
        returned.add(order);
        changeLeft(1);
        return;
      }
    }
    order.failed(why);
    over(order);
  }

  /** Lets a job make no more orders; those that workers have are finished. */
  void withdraw(Job job) {
    boolean ended;
    synchronized (this) {
      if (jobs.remove(job)) {
        changeLeft(-job.left());
      }
      ended = job.stop();
      notifyAll();
    }
    if (ended) {
      job.ended();
    }
  }

  /**
   * Takes no more jobs.
   *
   * @param why what whoever adds one gets
   */
  synchronized void close(RuntimeException why) {
    if (refusal == null) {
      refusal = why;
    }
  }

  /** Takes no more jobs, and fails what no worker has yet or gives back later. */
  void abandon(RuntimeException why) {
    List<Job> lost;
    List<Order> back;
    synchronized (this) {
      close(why);
      abandonment = abandonment == null ? why : abandonment;
      lost = List.copyOf(jobs);
      back = List.copyOf(returned);
      inFlight += back.size(); // until they are over
      returned.clear();
    }
    for (Job job : lost) {
      job.abandoned(why);
      withdraw(job);
    }
    for (Order order : back) {
      order.failed(why);
      over(order);
    }
    synchronized (this) {
      changeLeft(-left);
      notifyAll();
    }
  }

  /** Returns why all was abandoned; {@code null} if it was not. */
  synchronized @Nullable RuntimeException abandonment() {
    return abandonment;
  }

  /**
   * Waits until every order is over, or all that are in flight wait for what will not come.
   *
   * @param isStuck asked from time to time, outside of the lock: it may wait for a worker's sender,
   *     which claims orders; believed when it says so twice running
   */
  void awaitAll(BooleanSupplier isStuck) throws InterruptedException {
    int stuck = 0;
    while (stuck < LOOKS) {
      synchronized (this) {
        if (left <= 0 && inFlight <= 0) {
          return;
        }
        wait(LOOK_MILLIS);
      }
      stuck = isStuck.getAsBoolean() ? stuck + 1 : 0;
    }
  }

  private void changeLeft(long by) {
    left += by;
    anyLeft = left > 0;
  }
}
