package fanout.run;

import fanout.os.CompilerClock;
import fanout.os.CpuClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Untimed batches before the first iteration, until the just-in-time compilers of the JVMs that
 * issue requests have next to nothing left to do. Ten worker processes compile the same code ten
 * times on the same processors, and each sees only its share of a batch, so no number of seconds is
 * right for them and for one JVM alike.
 *
 * <p>After each batch it waits for the compilers, which would otherwise share the processors with
 * requests that run in slow code and teach nothing new.
 */
final class Warming {
  /** A round lasts at least so long: the compilers pause between one threshold and the next. */
  private static final long ROUND_NANOS = 1_000_000_000L;

  private static final int REQUESTS_IN_ROUND = 500;

  /** What the compilers may still take of the client's processor time. */
  private static final double SETTLED_SHARE = 0.05;

  private static final Duration COMPILERS_CHECK = Duration.ofMillis(20);

  /** Below this share of one processor the compilers count as idle. */
  private static final double IDLE_SHARE = 0.1;

  private final List<Long> workers;
  private final List<Long> jvms = new ArrayList<>();
  private final long fewest;
  private final long requestsInRound;
  private final long deadline;

  /** Issues one batch, or a few. */
  @FunctionalInterface
  interface Batches {
    /** Returns how many requests were issued. */
    int issue() throws InterruptedException;
  }

  /**
   * Prepares the warming of one trial.
   *
   * @param workers the worker processes, if they issue the requests
   * @param fewest what each JVM that issues requests must have issued, however idle its compilers:
   *     before that code has not been called often enough to be compiled
   * @param limit ends the warming in any case
   */
  Warming(List<Long> workers, int fewest, Duration limit) {
    this.workers = workers;
    int issuing = Math.max(1, workers.size());
    this.fewest = (long) fewest * issuing;
    requestsInRound = (long) REQUESTS_IN_ROUND * issuing;
    deadline = System.nanoTime() + limit.toNanos();
    jvms.add(ProcessHandle.current().pid());
    jvms.addAll(workers);
  }

  /**
   * Warms.
   *
   * @return the requests issued
   */
  long warm(Batches batches) throws InterruptedException {
    long issued = 0;
    boolean settled = false;
    while (!settled && !isLate()) {
      OptionalLong compiledBefore = CompilerClock.nanos(jvms);
      OptionalLong spentBefore = clientNanos();
      long began = System.nanoTime();
      long end = issued + requestsInRound;
      do {
        issued += batches.issue();
        awaitCompilers();
      } while ((issued < end || System.nanoTime() - began < ROUND_NANOS) && !isLate());
      settled =
          issued >= fewest
              && isSettled(difference(CompilerClock.nanos(jvms), compiledBefore), spentBefore);
    }
    return issued;
  }

  /** Where compilers cannot be watched, having issued enough must do. */
  private boolean isSettled(OptionalLong compiled, OptionalLong spentBefore) {
    OptionalLong spent = difference(clientNanos(), spentBefore);
    return compiled.isEmpty()
        || spent.isEmpty()
        || compiled.getAsLong() < SETTLED_SHARE * spent.getAsLong();
  }

  private void awaitCompilers() throws InterruptedException {
    OptionalLong before = CompilerClock.nanos(jvms);
    while (before.isPresent() && !isLate()) {
      long began = System.nanoTime();
      Thread.sleep(COMPILERS_CHECK);
      OptionalLong now = CompilerClock.nanos(jvms);
      OptionalLong compiled = difference(now, before);
      if (compiled.isEmpty() || compiled.getAsLong() < IDLE_SHARE * (System.nanoTime() - began)) {
        return;
      }
      before = now;
    }
  }

  private OptionalLong clientNanos() {
    OptionalLong sum = CpuClock.ownNanos();
    for (long worker : workers) {
      OptionalLong nanos = CpuClock.nanos(worker);
      sum =
          sum.isPresent() && nanos.isPresent()
              ? OptionalLong.of(sum.getAsLong() + nanos.getAsLong())
              : OptionalLong.empty();
    }
    return sum;
  }

  private static OptionalLong difference(OptionalLong later, OptionalLong earlier) {
    return later.isPresent() && earlier.isPresent()
        ? OptionalLong.of(later.getAsLong() - earlier.getAsLong())
        : OptionalLong.empty();
  }

  private boolean isLate() {
    return System.nanoTime() >= deadline;
  }
}
