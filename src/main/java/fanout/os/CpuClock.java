package fanout.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Processor time of whole processes in nanoseconds, from the POSIX clocks {@code
 * clock_getcpuclockid} and {@code clock_gettime}. They count threads that have ended, too, which a
 * sum over a process's threads does not.
 *
 * <p>Only on 64-bit Linux; elsewhere, and for a process that is gone, the value is empty, never 0.
 */
public final class CpuClock {
  private CpuClock() {}

  /** Returns the processor time of this process in nanoseconds, or empty if it cannot be read. */
  public static OptionalLong ownNanos() {
    try (Arena arena = Arena.ofConfined()) {
      return read(Posix.CLOCK_PROCESS_CPUTIME_ID, arena);
    }
  }

  /**
   * Returns the processor time of another process.
   *
   * @param pid its number
   * @return nanoseconds since it started; empty if there is no such process or it cannot be read
   */
  public static OptionalLong nanos(long pid) {
    if (pid < 1 || pid > Integer.MAX_VALUE) {
      return OptionalLong.empty(); // 0 would mean the calling process
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment clockId = arena.allocate(ValueLayout.JAVA_INT);
      return Posix.processClock((int) pid, clockId)
          ? read(clockId.get(ValueLayout.JAVA_INT, 0), arena)
          : OptionalLong.empty();
    }
  }

  /**
   * Returns the processor time, user's and system's, of all children of this process that have
   * ended and were waited for, and of theirs.
   *
   * @return nanoseconds, in steps of a microsecond; empty if it cannot be read
   */
  public static OptionalLong ofChildrenNanos() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = Posix.longs(arena, Posix.RUSAGE_LONGS);
      if (!Posix.readUsage(Posix.RUSAGE_CHILDREN, usage)) {
        return OptionalLong.empty();
      }
      long seconds =
          usage.getAtIndex(ValueLayout.JAVA_LONG, 0) + usage.getAtIndex(ValueLayout.JAVA_LONG, 2);
      long micros =
          usage.getAtIndex(ValueLayout.JAVA_LONG, 1) + usage.getAtIndex(ValueLayout.JAVA_LONG, 3);
      return OptionalLong.of(
          TimeUnit.SECONDS.toNanos(seconds) + TimeUnit.MICROSECONDS.toNanos(micros));
    }
  }

  private static OptionalLong read(int clockId, Arena arena) {
    MemorySegment timespec = Posix.longs(arena, 2);
    if (!Posix.readClock(clockId, timespec)) {
      return OptionalLong.empty();
    }
    long seconds = timespec.getAtIndex(ValueLayout.JAVA_LONG, 0);
    return OptionalLong.of(
        TimeUnit.SECONDS.toNanos(seconds) + timespec.getAtIndex(ValueLayout.JAVA_LONG, 1));
  }
}
