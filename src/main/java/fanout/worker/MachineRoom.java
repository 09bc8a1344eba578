package fanout.worker;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether this machine can hold so many worker processes, told before the first is started: by the
 * file descriptors that this process has left, by memory, and by the threads that the system and
 * this process's control group allow. A limit that the platform does not show is not checked. It is
 * an estimate for workers that do nothing yet: what requests and tasks take comes on top.
 */
final class MachineRoom {
  /** Three pipes or a socket and two, the process's own, and some for the moment of starting. */
  private static final int DESCRIPTORS = 6;

  /** What an idle worker of this program has resident, rounded up. */
  private static final long BYTES = 64L << 20;

  /**
   * Threads of a JVM with the serial collector on a machine of some processors, and of its lane.
   */
  private static final int THREADS = 24;

  /** What is looked for stands in the first lines. */
  private static final int MOST_BYTES = 4096;

  private static final Path PROC = Path.of("/proc");
  private static final Path CONTROL_GROUP = Path.of("/sys/fs/cgroup");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
  private static final Pattern THREADS_NOW = Pattern.compile("/(\\d+) ");
  private static final Pattern NUMBER = Pattern.compile("(\\d+)");

  private MachineRoom() {}

  /**
   * Checks that there is room.
   *
   * @param workers at least 1
   * @throws TooManyWorkersException if there is not
   */
  static void requireFor(int workers) {
    require(workers, descriptorsLeft(), DESCRIPTORS, "file descriptors");
    require(workers, bytesLeft() >> 20, BYTES >> 20, "MiB of memory");
    require(workers, threadsLeft(), THREADS, "threads");
  }

  private static void require(int workers, long left, long each, String what) {
    if (workers > Math.max(0, left) / each) {
      throw new TooManyWorkersException(
          workers,
          Math.max(0, left) / each,
          "each needs some %d %s and %d are left".formatted(each, what, left));
    }
  }

  private static long descriptorsLeft() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /** The JVM's own figure knows the control group's limit, the system's knows what caches give. */
  private static long bytesLeft() {
    long available = read(PROC.resolve("meminfo"), AVAILABLE) << 10;
    if (available <= 0) {
      available = Long.MAX_VALUE;
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? Math.min(available, system.getTotalMemorySize())
        : available;
  }

  private static long threadsLeft() {
    long now = read(PROC.resolve("loadavg"), THREADS_NOW);
    long system =
        Math.min(
            read(PROC.resolve("sys/kernel/pid_max"), NUMBER),
            read(PROC.resolve("sys/kernel/threads-max"), NUMBER));
    long group = read(CONTROL_GROUP.resolve("pids.max"), NUMBER);
    long inGroup = read(CONTROL_GROUP.resolve("pids.current"), NUMBER);
    long left = system < 0 || now < 0 ? Long.MAX_VALUE : system - now;
    return group < 0 || inGroup < 0 ? left : Math.min(left, group - inGroup);
  }

  /** Returns the first match in a file of the system, or -1 if it does not say. */
  private static long read(Path file, Pattern pattern) {
    try (InputStream in = Files.newInputStream(file)) {
      // With one read: some of the kernel's files have nothing for a second one.
      byte[] bytes = new byte[MOST_BYTES];
      int count = Math.max(0, in.read(bytes));
      Matcher found = pattern.matcher(new String(bytes, 0, count, StandardCharsets.US_ASCII));
      return found.find() ? Long.parseLong(found.group(1)) : -1;
    } catch (IOException e) {
      // No such file: another system, or one without control groups.
      return -1;
    }
  }
}
