package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A quiet machine is built of files; each test disturbs it in one way. */
final class DoctorTest {
  private static final String CPU = "sys/devices/system/cpu/";
  private static final String CLOCK =
      "sys/devices/system/clocksource/clocksource0/current_clocksource";

  @TempDir private Path root;

  @BeforeEach
  void buildAQuietMachine() throws IOException {
    write("proc/loadavg", "0.12 0.30 0.40 1/200 999\n");
    write(CPU + "cpu0/cpufreq/scaling_governor", "performance\n");
    write(CPU + "cpu7/cpufreq/scaling_governor", "performance\n");
    write(CPU + "cpufreq/scaling_governor", "not a processor\n");
    write("proc/self/cgroup", "0::/user.slice/run\n");
    write("sys/fs/cgroup/user.slice/cpu.max", "max 100000\n");
    write("proc/meminfo", "MemTotal: 1000 kB\nSwapTotal:   2000000 kB\nSwapFree:  1999000 kB\n");
    write(
        "proc/self/limits",
        "Limit   Soft Limit  Hard Limit  Units\nMax open files    1024    524288    files\n");
    write("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
    write("sys/class/power_supply/AC/type", "Mains\n");
    write(CLOCK, "tsc\n");
  }

  @Test
  void findsNothingOnAQuietMachine() {
    assertThat(new Doctor(root, 8).findings())
        .hasSize(9)
        .allMatch(finding -> finding.state() == Finding.State.OK, "ok");
  }

  @Test
  void knowsNothingWhereNothingIsTold() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertThat(new Doctor(empty, 8).findings())
        .filteredOn(finding -> !finding.subject().equals("processors"))
        .hasSize(8)
        .allMatch(finding -> finding.state() == Finding.State.UNKNOWN, "unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "load, proc/loadavg, 2.00 0.1 0.1 1/1 1, 2.00 on 8",
    "governor, sys/devices/system/cpu/cpu7/cpufreq/scaling_governor, powersave, powersave",
    "CPU quota, sys/fs/cgroup/user.slice/cpu.max, 150000 100000, 1.50 processors",
    "CPU quota, sys/fs/cgroup/cpu.max, 50000 100000, 0.50 processors",
    "swap, proc/meminfo, 'SwapTotal: 200000 kB\nSwapFree: 100000 kB', 97 MiB",
    "open files, proc/self/limits, Max open files 256 1024 files, 1024",
    "local ports, proc/sys/net/ipv4/ip_local_port_range, 50000 50999, only 1000",
    "battery, sys/class/power_supply/BAT0/status, Discharging, discharging",
    "clock, sys/devices/system/clocksource/clocksource0/current_clocksource, hpet, hpet"
  })
  void warnsOfEachThingWithItsEffectAndARemedy(
      String subject, String file, String text, String fact) throws IOException {
    write("sys/class/power_supply/BAT0/type", "Battery");
    write(file, text.replace("\\n", "\n") + "\n");
    Finding warning =
        new Doctor(root, 8)
            .findings().stream().filter(Finding::isWarning).findFirst().orElseThrow();
    assertThat(warning.subject()).isEqualTo(subject);
    assertThat(warning.fact()).contains(fact).hasSizeLessThanOrEqualTo(40);
    assertThat(warning.effect()).isNotEmpty().hasSizeLessThanOrEqualTo(70);
    assertThat(warning.remedy()).isNotEmpty().hasSizeLessThanOrEqualTo(70);
    assertThat(new Doctor(root, 8).findings().stream().filter(Finding::isWarning)).hasSize(1);
  }

  @Test
  void warnsOfFewProcessors() {
    assertThat(new Doctor(root, 1).findings())
        .anyMatch(finding -> finding.isWarning() && finding.fact().startsWith("1, fewer"));
  }

  @Test
  void aRunWaitsForTheLoadToFallAndWarnsOfWhatLasts() throws IOException {
    write("proc/loadavg", "9.00 0.1 0.1 1/1 1\n");
    assertThat(new Doctor(root, 8).findings()).anyMatch(Finding::isWarning);
    assertThat(new Doctor(root, 8).lasting()).noneMatch(Finding::isWarning);
  }

  @ParameterizedTest
  @CsvSource({"-1, OK", "250000, WARNING"})
  void readsTheQuotaOfVersionOneToo(String quota, Finding.State state) throws IOException {
    write("proc/self/cgroup", "5:cpu,cpuacct:/docker/abc\n4:memory:/docker/abc\n");
    write("sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us", quota + "\n");
    write("sys/fs/cgroup/cpu/docker/abc/cpu.cfs_period_us", "100000\n");
    assertThat(new Doctor(root, 8).findings())
        .anyMatch(finding -> finding.subject().equals("CPU quota") && finding.state() == state);
  }

  @ParameterizedTest
  @CsvSource({"proc/loadavg", "proc/meminfo", "proc/self/limits", "proc/self/cgroup"})
  void nonsenseIsUnknownAndNoError(String file) throws IOException {
    write(file, "?\u0000 99999999999999999999 : ::\n");
    assertThat(new Doctor(root, 8).findings()).noneMatch(Finding::isWarning);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
