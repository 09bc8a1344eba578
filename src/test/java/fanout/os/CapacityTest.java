package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are built of files. */
final class CapacityTest {
  private static final long MEBI = 1 << 20;

  @TempDir private Path root;

  @Test
  void readsWhatTheKernelTells() throws IOException {
    write(
        "proc/self/limits",
        "Max open files  1024  4096  files\nMax processes  7000  8000  processes");
    write("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999");
    write("proc/sys/kernel/pid_max", "32768");
    write("proc/sys/kernel/threads-max", "190000");
    write("proc/sys/vm/max_map_count", "65530");
    write("proc/meminfo", "MemTotal: 9000000 kB\nMemAvailable: 2048000 kB");
    assertThat(of(Resource.FILES)).isEqualTo(4096);
    assertThat(of(Resource.PORTS)).isEqualTo(28_232);
    assertThat(of(Resource.USER_THREADS)).isEqualTo(7000);
    assertThat(of(Resource.THREAD_NUMBERS)).isEqualTo(32_768);
    assertThat(of(Resource.KERNEL_THREADS)).isEqualTo(190_000);
    assertThat(of(Resource.MAPPINGS)).isEqualTo(65_530);
    assertThat(of(Resource.MEMORY_MIB)).isEqualTo(2000);
  }

  @Test
  void knowsNothingWhereNothingIsTold() {
    assertThat(Resource.values()).allMatch(resource -> capacity().of(resource).isEmpty());
  }

  @Test
  void takesTheTightestOfAControlGroupAndAllAboveIt() throws IOException {
    write("proc/self/cgroup", "0::/a/b");
    write("proc/meminfo", "MemAvailable: 999999999 kB");
    group("sys/fs/cgroup/a/b", "memory", "max", 1);
    group("sys/fs/cgroup/a", "memory", 600 * MEBI, 100 * MEBI);
    write("sys/fs/cgroup/a/memory.stat", "anon 7\ninactive_file " + 50 * MEBI + "\nslab 1");
    group("sys/fs/cgroup", "memory", 900 * MEBI, 100 * MEBI);
    group("sys/fs/cgroup/a/b", "pids", 200, 30);
    group("sys/fs/cgroup/a", "pids", 180, 170);
    assertThat(of(Resource.MEMORY_MIB)).isEqualTo(550);
    assertThat(of(Resource.GROUP_THREADS)).isEqualTo(10);
  }

  /** What was read twice counts as active, and is given back all the same. */
  @Test
  void countsAllThatAControlGroupCanGiveBackAsFree() throws IOException {
    write("proc/self/cgroup", "0::/a\n8:memory:/old");
    group("sys/fs/cgroup/a", "memory", 900 * MEBI, 900 * MEBI);
    write(
        "sys/fs/cgroup/a/memory.stat",
        "inactive_file %d\nactive_file %d\nslab_reclaimable %d\nslab_unreclaimable 9999999"
            .formatted(50 * MEBI, 200 * MEBI, 3 * MEBI));
    assertThat(of(Resource.MEMORY_MIB)).isEqualTo(253);

    write("sys/fs/cgroup/memory/old/memory.limit_in_bytes", "" + 600 * MEBI);
    write("sys/fs/cgroup/memory/old/memory.usage_in_bytes", "" + 500 * MEBI);
    write(
        "sys/fs/cgroup/memory/old/memory.stat",
        "active_file 1\ntotal_inactive_file %d\ntotal_active_file %d"
            .formatted(20 * MEBI, 30 * MEBI));
    assertThat(of(Resource.MEMORY_MIB)).isEqualTo(150);
  }

  @Test
  void readsControlGroupsOfVersionOne() throws IOException {
    write("proc/self/cgroup", "9:pids:/docker/x\n8:cpuset,memory:/docker/x");
    write("sys/fs/cgroup/memory/docker/memory.limit_in_bytes", "" + 600 * MEBI);
    write("sys/fs/cgroup/memory/docker/memory.usage_in_bytes", "" + 100 * MEBI);
    group("sys/fs/cgroup/pids/docker/x", "pids", 200, 30);
    assertThat(of(Resource.MEMORY_MIB)).isEqualTo(500);
    assertThat(of(Resource.GROUP_THREADS)).isEqualTo(170);
  }

  /** A container that has its own view of groups finds its limits at the root. */
  @Test
  void findsTheLimitsAtTheRootWhereTheGroupsPathIsNotVisible() throws IOException {
    write("proc/self/cgroup", "0::/../../outside");
    group("sys/fs/cgroup", "pids", 200, 30);
    assertThat(of(Resource.GROUP_THREADS)).isEqualTo(170);
  }

  @Test
  void aGroupThatHasUsedMoreThanItsLimitHasNothingLeft() throws IOException {
    write("proc/self/cgroup", "0::/");
    group("sys/fs/cgroup", "pids", 100, 130);
    assertThat(of(Resource.GROUP_THREADS)).isZero();
  }

  @Test
  void namesTheFirstShortage() {
    Capacity capacity = Capacity.of(Map.of(Resource.FILES, 100L, Resource.PORTS, 5L));
    assertThat(capacity.shortage(Map.of(Resource.FILES, 100L, Resource.MAPPINGS, 9L))).isEmpty();
    assertThat(capacity.shortage(Map.of(Resource.FILES, 101L, Resource.PORTS, 6L)))
        .isEqualTo(Optional.of(new Capacity.Shortage(Resource.FILES, 101, 100)));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsThisMachine() {
    Capacity machine = Capacity.ofThisMachine();
    assertThat(machine.of(Resource.THREAD_NUMBERS).orElse(0)).isGreaterThan(1000);
    assertThat(machine.of(Resource.MAPPINGS).orElse(0)).isGreaterThan(1000);
    assertThat(Capacity.left().of(Resource.KERNEL_THREADS).orElse(0))
        .isBetween(1L, machine.of(Resource.KERNEL_THREADS).orElse(0));
  }

  private long of(Resource resource) {
    return capacity().of(resource).orElseThrow();
  }

  private Capacity capacity() {
    return Capacity.in(new SystemFiles(root));
  }

  private void group(String group, String controller, Object max, long current) throws IOException {
    write(group + "/" + controller + ".max", max + "\n");
    write(group + "/" + controller + ".current", current + "\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text + "\n");
  }
}
