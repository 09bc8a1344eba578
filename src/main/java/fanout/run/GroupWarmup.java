package fanout.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Untimed rounds of all strategies of a group until the score has stopped moving: the makespan of
 * each and the stub's processor time for one of its batches. Those with worker processes go first,
 * for their compilers take the processors from all others, and who has settled issues no more. The
 * stub does not delay meanwhile, for waiting teaches the compilers nothing.
 */
final class GroupWarmup {
  /** Rounds on slow contenders would take the time that the others need. */
  private static final double LONG_SHARE = 0.5;

  /** The part of the limit after which worker processes leave the rest to the others. */
  private static final double WORKERS_SHARE = 0.7;

  /** Rounds of all at the end, taken as they will be when they are measured. */
  private static final int TOGETHER = 4;

  /** Of batches that are longer by nature, fewer have to do. */
  private static final double LONG_NANOS = 200e6;

  private static final int FEWEST_LONG = 4;

  private static final long MILLIS_OF_WORKER = 4000;
  private static final long MILLIS_OF_CONTENDER = 300;

  /**
   * The least that a group issues, whichever is less: a strategy by itself stands still for a while
   * before the compilers have come to its most frequent paths. Workers compile each for themselves
   * what a share of the requests teaches them, so that the time is the least for each contender.
   */
  private static final int FEWEST_BATCHES = 100;

  private static final long FEWEST_NANOS = 4_000_000_000L;

  /** Tasks without work: ten workers on two processors were at a tenth after 4 s, warm after 12. */
  private static final double SHORT_NANOS = 20e6;

  private static final long FEWEST_NANOS_OF_SHORT = 12_000_000_000L;

  private final List<Observed> contenders = new ArrayList<>();
  private final Duration limit;

  /** The subject of warming: a contender, for tests a figure of one. */
  interface Warming {
    /** Issues one batch and returns its makespan in nanoseconds. */
    long warm() throws InterruptedException;

    /** Returns the processor time of the stub so far, if there is one. */
    OptionalLong stubNanos();

    boolean hasWorkers();

    /** Returns how long a warm batch should take, in nanoseconds, above 0. */
    double expectedNanos();
  }

  /** A contender with what its batches have taken so far. */
  private static final class Observed {
    private final Warming contender;
    private final Warmup makespan = new Warmup();
    private final Warmup stub = new Warmup();
    private long nanos;

    Observed(Warming contender) {
      this.contender = contender;
    }

    void issue() throws InterruptedException {
      OptionalLong before = contender.stubNanos();
      long took = contender.warm();
      OptionalLong after = contender.stubNanos();
      nanos += took;
      makespan.add((double) took);
      if (before.isPresent() && after.isPresent()) {
        stub.add((double) after.getAsLong() - before.getAsLong());
      }
    }

    boolean isSettled() {
      if (contender.hasWorkers() && nanos < fewestNanos(contender)) {
        return false;
      }
      int fewest = contender.expectedNanos() > LONG_NANOS ? FEWEST_LONG : Warmup.FEWEST;
      return makespan.isSettled(fewest) && (stub.isEmpty() || stub.isSettled(fewest));
    }
  }

  private static long fewestNanos(Warming withWorkers) {
    return withWorkers.expectedNanos() < SHORT_NANOS ? FEWEST_NANOS_OF_SHORT : FEWEST_NANOS;
  }

  /** Returns how long starting and warming up a group should take, by experience. */
  static Duration expected(List<Contender> contenders) {
    long workers = ResourceCheck.workers(contenders);
    int processors = Runtime.getRuntime().availableProcessors();
    return Duration.ofSeconds(6)
        .plusMillis(MILLIS_OF_WORKER * workers / processors)
        .plusMillis(MILLIS_OF_CONTENDER * contenders.size());
  }

  /**
   * Returns how long a group may take to warm up. A JVM with OkHttp takes the compilers some 4 s of
   * processor time, and first requests one; each strategy issues some thirty batches before it can
   * be told that it stands still; and the share of those with workers holds the least that they
   * issue.
   *
   * @param contenders one for each open strategy
   * @param workers worker processes of all of them, at least 0
   * @param processors those of the machine, at least 1
   */
  static Duration limit(List<? extends Warming> contenders, long workers, int processors) {
    long fewest =
        contenders.stream().filter(Warming::hasWorkers).mapToLong(GroupWarmup::fewestNanos).sum();
    return Duration.ofSeconds(5)
        .multipliedBy(workers)
        .dividedBy(processors)
        .plusMillis(1200L * contenders.size())
        .plusSeconds(15)
        .plusNanos(Math.round(fewest * (1 + Schedule.BOOKS) / WORKERS_SHARE));
  }

  GroupWarmup(List<? extends Warming> contenders, Duration limit) {
    contenders.forEach(contender -> this.contenders.add(new Observed(contender)));
    this.limit = limit;
  }

  /**
   * Warms up.
   *
   * @return whether everything settled before the limit
   */
  boolean warm() throws InterruptedException {
    long start = System.nanoTime();
    long end = start + limit.toNanos();
    List<Observed> first = contenders.stream().filter(each -> each.contender.hasWorkers()).toList();
    List<Observed> others =
        contenders.stream().filter(each -> !each.contender.hasWorkers()).toList();
    long leave = others.isEmpty() ? end : start + Math.round(WORKERS_SHARE * limit.toNanos());
    boolean firstSettled = settle(first, leave);
    boolean settled = settle(others, end) && firstSettled;
    for (int round = 0; round < TOGETHER && System.nanoTime() < end; round++) {
      for (Observed observed : contenders) {
        observed.issue();
      }
    }
    return settled;
  }

  private static boolean settle(List<Observed> contenders, long deadline)
      throws InterruptedException {
    List<Observed> moving = new ArrayList<>(contenders);
    int batches = 0;
    while (!moving.isEmpty()) {
      long total = total(moving);
      for (Observed observed : moving) {
        if (observed.nanos <= Math.max(LONG_SHARE, 2.0 / moving.size()) * total) {
          observed.issue();
          batches++;
        }
        if (System.nanoTime() >= deadline) {
          return false;
        }
      }
      if (batches >= FEWEST_BATCHES || total(contenders) >= FEWEST_NANOS) {
        moving.removeIf(Observed::isSettled);
      }
    }
    return true;
  }

  private static long total(List<Observed> contenders) {
    return contenders.stream().mapToLong(observed -> observed.nanos).sum();
  }

  /**
   * Returns how much longer batches took at the end than was expected: the median of all contenders
   * that issued one before the limit, 1 where it is as expected.
   */
  double pace() {
    double[] ratios =
        contenders.stream()
            .filter(each -> each.nanos > 0)
            .mapToDouble(each -> each.makespan.mean() / each.contender.expectedNanos())
            .sorted()
            .toArray();
    return ratios[(ratios.length - 1) / 2];
  }
}
