package fanout.run;

import fanout.os.CpuClock;
import fanout.stub.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Untimed rounds of all strategies of a group until the score has stopped moving: the makespan of
 * each and the stub's processor time a request. The stub does not delay meanwhile, for waiting
 * teaches the compilers nothing.
 */
final class GroupWarmup {
  /** Rounds on slow contenders would take the time that the others need. */
  private static final double LONG_SHARE = 0.25;

  private static final long MILLIS_OF_WORKER = 3000;
  private static final long MILLIS_OF_CONTENDER = 300;

  private final List<Observed> contenders = new ArrayList<>();
  private final long deadline;
  private final Warmup stub = new Warmup();
  private long requests;

  /** A contender with its makespans so far. */
  private static final class Observed {
    private final OpenContender contender;
    private final Warmup makespan = new Warmup();
    private long nanos;

    Observed(OpenContender contender) {
      this.contender = contender;
    }

    void issue() throws InterruptedException {
      long took = contender.warm(Delay.NONE);
      nanos += took;
      makespan.add((double) took);
    }
  }

  /** Returns how long starting and warming up a group should take, by experience. */
  static Duration expected(List<Contender> contenders) {
    long workers = ResourceCheck.workers(contenders);
    int processors = Runtime.getRuntime().availableProcessors();
    return Duration.ofSeconds(6)
        .plusMillis(MILLIS_OF_WORKER * workers / processors)
        .plusMillis(MILLIS_OF_CONTENDER * contenders.size());
  }

  GroupWarmup(List<OpenContender> contenders, Duration limit) {
    contenders.forEach(contender -> this.contenders.add(new Observed(contender)));
    deadline = System.nanoTime() + limit.toNanos();
  }

  /**
   * Warms up.
   *
   * @return whether everything settled before the limit
   */
  boolean warm() throws InterruptedException {
    while (true) {
      OptionalLong before = stubNanos();
      long issued = 0;
      long total = contenders.stream().mapToLong(observed -> observed.nanos).sum();
      for (Observed observed : contenders) {
        if (observed.nanos <= Math.max(LONG_SHARE, 1.0 / contenders.size()) * total * 2) {
          observed.issue();
          issued += observed.contender.contender().requests();
        }
        if (System.nanoTime() >= deadline) {
          return false;
        }
      }
      addStub(before, issued);
      if (isSettled()) {
        return true;
      }
    }
  }

  /**
   * Returns how much longer batches took at the end than was expected: the median of all
   * contenders, 1 where it is as expected.
   */
  double pace() {
    double[] ratios =
        contenders.stream()
            .mapToDouble(
                each -> each.makespan.mean() / Schedule.workNanos(each.contender.contender()))
            .sorted()
            .toArray();
    return ratios[(ratios.length - 1) / 2];
  }

  private boolean isSettled() {
    return contenders.stream().allMatch(observed -> observed.makespan.isSettled())
        && (requests == 0 || stub.isSettled());
  }

  private void addStub(OptionalLong before, long issued) {
    OptionalLong after = stubNanos();
    if (before.isPresent() && after.isPresent() && issued > 0) {
      requests += issued;
      stub.add((double) (after.getAsLong() - before.getAsLong()) / issued);
    }
  }

  /** Of all stubs; empty without one. */
  private OptionalLong stubNanos() {
    return contenders.stream()
        .map(observed -> observed.contender.strategy().stub())
        .flatMap(java.util.Optional::stream)
        .distinct()
        .mapToLong(open -> CpuClock.nanos(open.process().pid()).orElse(0))
        .reduce(Long::sum);
  }
}
