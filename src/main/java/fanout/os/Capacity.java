package fanout.os;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The amount of each {@link Resource} that there is. What the platform does not show is missing,
 * and nothing is refused for want of it.
 */
public final class Capacity {
  /**
   * Descriptors for the moment of starting a process, for which the JDK opens five pipes, and some
   * more. They must be there: when the JDK cannot open one of the five (25.0.3, {@code
   * ProcessImpl_md.c}), it closes descriptors whose numbers it has never set, which may be
   * anyone's.
   */
  private static final int DESCRIPTORS_TO_START = 16;

  private static final long KIB_PER_MIB = 1024;
  private static final long BYTES_PER_MIB = 1 << 20;
  private static final String WHOLE = "^(\\d+)";
  private static final String LIMITS = "proc/self/limits";

  private final Map<Resource, Long> amounts;

  private Capacity(Map<Resource, Long> amounts) {
    this.amounts = amounts;
  }

  /**
   * Too little of something.
   *
   * @param resource of what
   * @param needed how much is needed
   * @param available how much there is
   */
  public record Shortage(Resource resource, long needed, long available) {}

  /** Makes a capacity of known amounts; of resources that are not named there is enough. */
  public static Capacity of(Map<Resource, Long> amounts) {
    return new Capacity(Map.copyOf(amounts));
  }

  /** Returns what this machine gives a process that is started now, such as a fork. */
  public static Capacity ofThisMachine() {
    return in(SystemFiles.OWN);
  }

  /** Reads the same from files. */
  public static Capacity in(SystemFiles files) {
    Map<Resource, Long> amounts = new EnumMap<>(Resource.class);
    put(amounts, Resource.FILES, files.number(LIMITS, "^Max open files\\s+\\S+\\s+(\\d+)"));
    put(amounts, Resource.PORTS, localPorts(files));
    put(amounts, Resource.USER_THREADS, files.number(LIMITS, "^Max processes\\s+(\\d+)"));
    put(amounts, Resource.THREAD_NUMBERS, files.number("proc/sys/kernel/pid_max", WHOLE));
    put(amounts, Resource.KERNEL_THREADS, files.number("proc/sys/kernel/threads-max", WHOLE));
    put(amounts, Resource.MAPPINGS, files.number("proc/sys/vm/max_map_count", WHOLE));
    ControlGroups groups = new ControlGroups(files);
    put(amounts, Resource.GROUP_THREADS, groups.tasksLeft());
    put(amounts, Resource.MEMORY_MIB, memory(files, groups));
    return new Capacity(amounts);
  }

  /** Returns what is left now for processes that this one starts and holds open. */
  public static Capacity left() {
    Map<Resource, Long> amounts = new EnumMap<>(Resource.class);
    Capacity machine = ofThisMachine();
    amounts.putAll(machine.amounts);
    amounts.remove(Resource.FILES);
    put(amounts, Resource.FILES, descriptorsLeft());
    OptionalLong running = SystemFiles.OWN.number("proc/loadavg", "/(\\d+) ");
    for (Resource resource : new Resource[] {Resource.THREAD_NUMBERS, Resource.KERNEL_THREADS}) {
      amounts.computeIfPresent(resource, (_, most) -> most - running.orElse(0));
    }
    return new Capacity(amounts);
  }

  /** Returns how much there is, at least 0; empty if that is not known. */
  public OptionalLong of(Resource resource) {
    Long amount = amounts.get(resource);
    return amount == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, amount));
  }

  /** Returns the first resource of which there is less than is needed. */
  public Optional<Shortage> shortage(Map<Resource, Long> needs) {
    for (Resource resource : Resource.values()) {
      long needed = needs.getOrDefault(resource, 0L);
      OptionalLong available = of(resource);
      if (available.isPresent() && needed > available.getAsLong()) {
        return Optional.of(new Shortage(resource, needed, available.getAsLong()));
      }
    }
    return Optional.empty();
  }

  private static void put(Map<Resource, Long> amounts, Resource resource, OptionalLong amount) {
    amount.ifPresent(known -> amounts.put(resource, known));
  }

  private static OptionalLong localPorts(SystemFiles files) {
    String range = "proc/sys/net/ipv4/ip_local_port_range";
    OptionalLong first = files.number(range, "^(\\d+)\\s+\\d+");
    OptionalLong last = files.number(range, "^\\d+\\s+(\\d+)");
    return first.isPresent() && last.isPresent()
        ? OptionalLong.of(last.getAsLong() - first.getAsLong() + 1)
        : OptionalLong.empty();
  }

  private static OptionalLong memory(SystemFiles files, ControlGroups groups) {
    OptionalLong kibi = files.number("proc/meminfo", "^MemAvailable:\\s+(\\d+)");
    OptionalLong group = groups.memoryLeft();
    if (kibi.isEmpty() && group.isEmpty()) {
      return kibi;
    }
    return OptionalLong.of(
        Math.min(
            kibi.orElse(Long.MAX_VALUE) / KIB_PER_MIB,
            group.orElse(Long.MAX_VALUE) / BYTES_PER_MIB));
  }

  private static OptionalLong descriptorsLeft() {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          unix.getMaxFileDescriptorCount()
              - unix.getOpenFileDescriptorCount()
              - DESCRIPTORS_TO_START);
    } catch (InternalError e) {
      return OptionalLong.of(0); // it counts them through one more, and there is none
    }
  }
}
