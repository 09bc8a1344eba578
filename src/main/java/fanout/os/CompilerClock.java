package fanout.os;

import java.util.OptionalLong;

/**
 * Processor time of a process's just-in-time compilers in nanoseconds, from Linux's {@code
 * /proc/PID/task}: what HotSpot's threads C1 and C2 have used so far. A compiler's thread that has
 * ended is missing, so that on machines with many processors a difference is a lower bound.
 *
 * <p>Elsewhere, for a process that is gone and for one without such threads, the value is empty,
 * never 0.
 */
public final class CompilerClock {
  /** HotSpot's names, cut at the kernel's 15 characters. */
  private static final String COMPILER = "^(C[12] CompilerThre.*)";

  /** Of {@code schedstat}: time on a processor, time waiting for one, and the number of turns. */
  private static final String RUN = "^(\\d+) \\d+ \\d+$";

  private CompilerClock() {}

  /**
   * Returns the compilers' time of several processes together.
   *
   * @param pids their numbers
   * @return nanoseconds since each started; empty if it cannot be read for one of them
   */
  public static OptionalLong nanos(Iterable<Long> pids) {
    long sum = 0;
    for (long pid : pids) {
      OptionalLong nanos = nanos(SystemFiles.threadsOf(Long.toString(pid)));
      if (nanos.isEmpty()) {
        return nanos;
      }
      sum += nanos.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  /**
   * Returns one process's.
   *
   * @param threads the files below {@code /proc/PID/task}
   */
  static OptionalLong nanos(SystemFiles threads) {
    long sum = 0;
    boolean any = false;
    for (String thread : threads.names("")) {
      if (threads.find(thread + "/comm", COMPILER).isPresent()) {
        OptionalLong run = threads.number(thread + "/schedstat", RUN);
        if (run.isEmpty()) {
          return run;
        }
        any = true;
        sum += run.getAsLong();
      }
    }
    return any ? OptionalLong.of(sum) : OptionalLong.empty();
  }
}
