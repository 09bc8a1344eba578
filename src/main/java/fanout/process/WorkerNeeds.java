package fanout.process;

import fanout.os.Capacity;
import fanout.os.Resource;
import java.util.Map;

/**
 * The share of one idle worker in the machine's resources: the figures by which it is told
 * beforehand whether there is room. What requests and tasks take comes on top.
 */
public final class WorkerNeeds {
  /** The resident memory of a worker of this program, by experience and rounded up. */
  public static final long MEBIBYTES = 64;

  /** Descriptors in the parent: three pipes, or a socket and two; and one while it is started. */
  public static final int DESCRIPTORS = 4;

  /**
   * Threads of a JVM with the serial collector on a machine of some processors, compilers included,
   * and those that serve it.
   */
  public static final int THREADS = 24;

  private static final Map<Resource, Integer> ONE =
      Map.of(
          Resource.FILES,
          DESCRIPTORS,
          Resource.MEMORY_MIB,
          (int) MEBIBYTES,
          Resource.THREAD_NUMBERS,
          THREADS,
          Resource.KERNEL_THREADS,
          THREADS,
          Resource.GROUP_THREADS,
          THREADS);

  private WorkerNeeds() {}

  /**
   * Checks that this machine can hold so many workers now.
   *
   * @param workers at least 1
   * @throws IllegalArgumentException if it cannot
   */
  static void requireFor(int workers) {
    Capacity left = Capacity.left();
    for (Resource resource : Resource.values()) {
      int each = ONE.getOrDefault(resource, 0);
      long available = left.of(resource).orElse(Long.MAX_VALUE);
      if (each > 0 && workers > available / each) {
        throw new IllegalArgumentException(
            "workers must be at most %d on this machine now, was %d: each needs some %d %s and %d"
                    .formatted(available / each, workers, each, resource.noun(), available)
                + " are left");
      }
    }
  }
}
