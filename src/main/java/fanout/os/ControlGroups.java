package fanout.os;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The limits that the control groups of this process, and all groups above them, set to it: a
 * container's limits. Version 2 has one tree of groups; version 1 one for each resource.
 */
public final class ControlGroups {
  private static final String ROOT = "sys/fs/cgroup";
  private static final String WHOLE = "^(\\d+)$";

  /**
   * Memory that counts as used and is given back when it is needed: of cached files, those read
   * more than once too, and of the kernel's caches.
   */
  private static final List<String> RECLAIMABLE =
      List.of("inactive_file", "active_file", "slab_reclaimable");

  /** The same by version 1, which tells nothing of the kernel's. */
  private static final List<String> RECLAIMABLE_1 =
      List.of("total_inactive_file", "total_active_file");

  private final SystemFiles files;

  /** Takes the files in which the groups stand. */
  public ControlGroups(SystemFiles files) {
    this.files = files;
  }

  /**
   * Returns how many processors' time the strictest group allows, above 0; empty without a limit.
   */
  public OptionalDouble processors() {
    double least = Double.POSITIVE_INFINITY;
    for (String group : ofVersion2()) {
      least = Math.min(least, ratio(group + "/cpu.max", "^(\\d+) \\d+$", "^\\d+ (\\d+)$", group));
    }
    for (String group : ofVersion1("cpu")) {
      least = Math.min(least, ratio(group + "/cpu.cfs_quota_us", WHOLE, WHOLE, group));
    }
    return Double.isInfinite(least) ? OptionalDouble.empty() : OptionalDouble.of(least);
  }

  /** Version 2 has quota and period in one file, version 1 in two. */
  private double ratio(String file, String quotaPattern, String periodPattern, String group) {
    String periodFile = file.endsWith("cpu.max") ? file : group + "/cpu.cfs_period_us";
    OptionalLong quota = files.number(file, quotaPattern);
    OptionalLong period = files.number(periodFile, periodPattern);
    return quota.orElse(0) > 0 && period.orElse(0) > 0
        ? (double) quota.getAsLong() / period.getAsLong()
        : Double.POSITIVE_INFINITY;
  }

  /** Returns the bytes that the group with the least left may still take; empty without a limit. */
  public OptionalLong memoryLeft() {
    return least(
        leastLeft(ofVersion2(), "memory.max", "memory.current", RECLAIMABLE),
        leastLeft(
            ofVersion1("memory"), "memory.limit_in_bytes", "memory.usage_in_bytes", RECLAIMABLE_1));
  }

  /**
   * Returns the threads that the group with the least left may still start; empty without a limit.
   */
  public OptionalLong tasksLeft() {
    return least(
        leastLeft(ofVersion2(), "pids.max", "pids.current", List.of()),
        leastLeft(ofVersion1("pids"), "pids.max", "pids.current", List.of()));
  }

  private OptionalLong leastLeft(
      List<String> groups, String limit, String used, List<String> reclaimable) {
    OptionalLong least = OptionalLong.empty();
    for (String group : groups) {
      OptionalLong most = files.number(group + "/" + limit, WHOLE);
      OptionalLong now = files.number(group + "/" + used, WHOLE);
      if (most.isPresent() && now.isPresent()) {
        long left = most.getAsLong() - now.getAsLong() + sum(group, reclaimable);
        least = least(least, OptionalLong.of(left));
      }
    }
    return least;
  }

  private long sum(String group, List<String> ofMemory) {
    return ofMemory.stream()
        .mapToLong(name -> files.number(group + "/memory.stat", "^" + name + " (\\d+)$").orElse(0))
        .sum();
  }

  private static OptionalLong least(OptionalLong a, OptionalLong b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    return OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
  }

  private List<String> ofVersion2() {
    return withParents(ROOT, files.find("proc/self/cgroup", "^0::/(.*)$").orElse(""));
  }

  private List<String> ofVersion1(String controller) {
    String line = "^\\d+:(?:[^:]*,)?" + controller + "(?:,[^:]*)?:/(.*)$";
    String path = files.find("proc/self/cgroup", line).orElse("");
    return withParents(ROOT + "/" + controller, path);
  }

  /**
   * A group's folder and those above it. A container often sees its own group as the root, under
   * whatever path it has outside: then only the root is there.
   */
  private static List<String> withParents(String root, String path) {
    List<String> groups = new ArrayList<>();
    for (String group = path; !group.isEmpty(); ) {
      groups.add(root + "/" + group);
      group = group.substring(0, Math.max(0, group.lastIndexOf('/')));
    }
    groups.add(root);
    return groups;
  }
}
