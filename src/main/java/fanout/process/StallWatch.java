package fanout.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after workers that live and yet will not answer, and kills them, so that whoever waits is
 * told in a bounded time: those that a signal has stopped, which Linux shows, and those that have
 * been at one chunk for longer than its requests can take.
 */
final class StallWatch implements AutoCloseable {
  /**
   * When to give a worker up.
   *
   * @param period the time between two looks
   * @param stoppedLooks in how many looks in a row a worker must be seen stopped; several, since
   *     one who stops all processes of a terminal and continues them means no harm
   * @param perRequest the most that one request may take
   */
  record Limits(Duration period, int stoppedLooks, Duration perRequest) {
    /** An exchange gives up after at most 10 s each of connecting, writing and waiting to read. */
    static final Limits DEFAULT = new Limits(Duration.ofSeconds(1), 3, Duration.ofMinutes(2));
  }

  private static final Path PROCESSES = Path.of("/proc");
  private static final char STOPPED = 'T';

  private final Limits limits;
  private final List<Watched> watched = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  private StallWatch(List<Lane> lanes, Limits limits) {
    this.limits = limits;
    lanes.forEach(lane -> watched.add(new Watched(lane)));
    thread = Thread.ofPlatform().daemon().name("stall-watch").start(this::watch);
  }

  /** Starts to watch. */
  static StallWatch start(List<Lane> lanes, Limits limits) {
    return new StallWatch(lanes, limits);
  }

  /** Ends the watch, and its thread. */
  @Override
  public void close() {
    over.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      while (!over.await(limits.period().toNanos(), TimeUnit.NANOSECONDS)) {
        watched.forEach(this::lookAt);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAt(Watched worker) {
    Lane lane = worker.lane;
    worker.stoppedLooks = isStopped(lane.worker().pid()) ? worker.stoppedLooks + 1 : 0;
    if (worker.stoppedLooks >= limits.stoppedLooks()) {
      lane.worker().killBecause("was stopped by a signal, and was killed");
    }
    Order oldest = lane.oldest();
    if (!Objects.equals(oldest, worker.oldest)) {
      worker.oldest = oldest;
      worker.sinceNanos = System.nanoTime();
    } else if (oldest instanceof ChunkOrder order) {
      Duration most = limits.perRequest().multipliedBy(order.chunk().count());
      if (System.nanoTime() - worker.sinceNanos > most.toNanos()) {
        lane.worker()
            .killBecause("did not answer within " + most.toMillis() + " ms, and was killed");
      }
    }
  }

  /** A system that does not show it, or a process that has gone, counts as not stopped. */
  private static boolean isStopped(long pid) {
    Path stat = PROCESSES.resolve(Long.toString(pid)).resolve("stat");
    try {
      String line = Files.readString(stat);
      // The state comes behind the program's name, which may contain anything.
      int state = line.lastIndexOf(')') + 2;
      return state < line.length() && line.charAt(state) == STOPPED;
    } catch (IOException e) {
      return false;
    }
  }

  /** One worker, and what the last looks have shown. */
  private static final class Watched {
    private final Lane lane;
    private int stoppedLooks;
    private @Nullable Order oldest;
    private long sinceNanos = System.nanoTime();

    Watched(Lane lane) {
      this.lane = lane;
    }
  }
}
