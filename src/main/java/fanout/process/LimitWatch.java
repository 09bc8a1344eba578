package fanout.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that gives workers up whose oldest order has taken longer than it may. It notices that
 * an order is the oldest by looking, ten times within the shortest limit there was and at least
 * once a second; so a limit is kept within a tenth, and costs nothing where orders are handed over.
 * While a worker's last answer is passed on, the next may have come unseen: that time does not
 * count.
 */
final class LimitWatch implements AutoCloseable {
  private static final int LOOKS_IN_A_LIMIT = 10;
  private static final long SHORTEST_MILLIS = 2;
  private static final long LONGEST_MILLIS = 1_000;

  private final Supplier<Iterable<Worker>> workers;
  private final Map<Worker, Seen> seen = new HashMap<>();
  private @Nullable Thread thread;
  private long periodMillis = LONGEST_MILLIS;
  private boolean closed;

  /** An order that was found to be a worker's oldest. */
  private record Seen(Order order, long sinceNanos) {}

  /** Makes a watch, whose thread starts with the first limit. */
  LimitWatch(Supplier<Iterable<Worker>> workers) {
    this.workers = workers;
  }

  /** Watches orders of a limit, above 0, from now on. */
  synchronized void watch(Duration limit) {
    long wanted = TimeUnit.MILLISECONDS.convert(limit) / LOOKS_IN_A_LIMIT;
    periodMillis = Math.min(periodMillis, Math.max(SHORTEST_MILLIS, wanted));
    notifyAll();
    if (thread == null && !closed) {
      thread = Thread.ofPlatform().daemon().name("worker-limits").start(this::run);
    }
  }

  /** Ends the thread. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      notifyAll();
      running = thread;
    }
    boolean interrupted = false;
    while (running != null && running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void run() {
    try {
      while (!closed) {
        TimeUnit.MILLISECONDS.timedWait(this, periodMillis);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    long now = System.nanoTime();
    Map<Worker, Seen> before = Map.copyOf(seen);
    seen.clear();
    for (Worker worker : workers.get()) {
      Order oldest = worker.awaited();
      if (oldest == null || oldest.limit() == null) {
        continue;
      }
      Seen earlier = before.get(worker);
      Seen since =
          earlier != null && earlier.order.equals(oldest) ? earlier : new Seen(oldest, now);
      seen.put(worker, since);
      if (now - since.sinceNanos > TimeUnit.NANOSECONDS.convert(oldest.limit())) {
        worker.giveUp(oldest, oldest.limit());
      }
    }
  }
}
