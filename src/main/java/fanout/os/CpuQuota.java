package fanout.os;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How many processors' time a container may use, by the files of its control groups. */
public final class CpuQuota {
  private static final String V2 = "sys/fs/cgroup";
  private static final String V1 = "sys/fs/cgroup/cpu";

  private CpuQuota() {}

  /**
   * Finds the smallest quota of this process's groups, version 2 or 1.
   *
   * @return processors, above 0; empty if there is no quota or none that can be seen
   */
  public static OptionalDouble processors(SystemFiles files) {
    double least = Double.POSITIVE_INFINITY;
    String path = files.find("proc/self/cgroup", "^0::/(.*)$").orElse("");
    for (String group : withParents(path)) {
      Optional<String> limit = files.text(V2 + group + "/cpu.max");
      if (limit.isPresent() && limit.get().matches("\\d{1,18} \\d{1,18}")) {
        String[] quotaAndPeriod = limit.get().split(" ", 2);
        least =
            Math.min(
                least,
                (double) Long.parseLong(quotaAndPeriod[0]) / Long.parseLong(quotaAndPeriod[1]));
      }
    }
    String oldPath = files.find("proc/self/cgroup", "^\\d+:[^:]*\\bcpu\\b[^:]*:/(.*)$").orElse("");
    for (String group : withParents(oldPath)) {
      OptionalLong quota = files.number(V1 + group + "/cpu.cfs_quota_us", "^(-?\\d+)$");
      OptionalLong period = files.number(V1 + group + "/cpu.cfs_period_us", "^(\\d+)$");
      if (quota.isPresent() && period.isPresent() && quota.getAsLong() > 0) {
        least = Math.min(least, (double) quota.getAsLong() / period.getAsLong());
      }
    }
    return Double.isInfinite(least) || Double.isNaN(least)
        ? OptionalDouble.empty()
        : OptionalDouble.of(least);
  }

  /** A group's path and those above it: {@code /a/b}, {@code /a} and the root's, which is empty. */
  private static List<String> withParents(String path) {
    List<String> groups = new ArrayList<>();
    String group = path.isEmpty() ? "" : "/" + path;
    while (!group.isEmpty()) {
      groups.add(group);
      group = group.substring(0, group.lastIndexOf('/'));
    }
    groups.add("");
    return groups;
  }
}
