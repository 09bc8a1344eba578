package fanout.process;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import fanout.os.MachineLimits;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/**
 * Whether this machine can hold so many worker processes at this moment, told before the first is
 * started: by the file descriptors that this process has left, by memory, and by the threads that
 * the system and this process's control group allow. A limit that the platform does not show is not
 * checked. It is an estimate for workers that do nothing yet.
 */
final class MachineRoom {
  /**
   * Descriptors for the moment of starting a process, for which the JDK opens five pipes, and some
   * more. They must be there: when the JDK cannot open one of the five (25.0.3, {@code
   * ProcessImpl_md.c}), it closes descriptors whose numbers it has never set, which may be
   * anyone's.
   */
  private static final int DESCRIPTORS_TO_START = 16;

  private static final String CONTROL_GROUP = "sys/fs/cgroup/";
  private static final String NUMBER = "(\\d+)";
  private static final int MEBI_BITS = 20;

  private MachineRoom() {}

  /**
   * Checks that there is room.
   *
   * @param workers at least 1
   * @throws TooManyWorkersException if there is not
   */
  static void requireFor(int workers) {
    MachineLimits limits = MachineLimits.read();
    require(workers, descriptorsLeft(), WorkerNeeds.DESCRIPTORS, "file descriptors");
    require(
        workers,
        bytesLeft(limits) >> MEBI_BITS,
        (int) (WorkerNeeds.BYTES >> MEBI_BITS),
        "MiB of memory");
    require(workers, threadsLeft(limits), WorkerNeeds.THREADS, "threads");
  }

  private static void require(int workers, long left, int each, String what) {
    long usable = Math.max(0, left);
    if (workers > usable / each) {
      throw new TooManyWorkersException(
          workers,
          usable / each,
          "each needs some %d %s and %d are left".formatted(each, what, usable));
    }
  }

  private static long descriptorsLeft() {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
      return Long.MAX_VALUE;
    }
    try {
      return unix.getMaxFileDescriptorCount()
          - unix.getOpenFileDescriptorCount()
          - DESCRIPTORS_TO_START;
    } catch (InternalError e) {
      // It counts them through one more, and there is none.
      return 0;
    }
  }

  /** The JVM's own figure knows the control group's limit, the system's knows what caches give. */
  private static long bytesLeft(MachineLimits limits) {
    long available = limits.memoryBytes().orElse(Long.MAX_VALUE);
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? Math.min(available, system.getTotalMemorySize())
        : available;
  }

  private static long threadsLeft(MachineLimits limits) {
    long system =
        Math.min(
            limits.threadNumbers().orElse(Long.MAX_VALUE),
            limits.kernelThreads().orElse(Long.MAX_VALUE));
    return Math.min(
        left(OptionalLong.of(system), MachineLimits.number("proc/loadavg", "/(\\d+) ")),
        left(
            MachineLimits.number(CONTROL_GROUP + "pids.max", NUMBER),
            MachineLimits.number(CONTROL_GROUP + "pids.current", NUMBER)));
  }

  /** Returns what a limit leaves; without one, or without knowing what is used, any number. */
  private static long left(OptionalLong limit, OptionalLong used) {
    return limit.isPresent() && used.isPresent()
        ? limit.getAsLong() - used.getAsLong()
        : Long.MAX_VALUE;
  }
}
