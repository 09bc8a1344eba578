package fanout.run;

import fanout.os.Capacity;
import fanout.os.ControlGroups;
import fanout.os.Resource;
import fanout.os.SystemFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The things about this machine that will disturb a run: each with its effect on the numbers and
 * what to do about it. Reads {@code /proc} and {@code /sys} only; elsewhere everything is unknown.
 */
public final class Doctor {
  private static final double BUSY_SHARE = 0.25;
  private static final int FEW_PROCESSORS = 2;
  private static final long KIB_OF_SWAP = 64 * 1024;
  private static final long FEW_FILES = 4096;
  private static final long FEW_PORTS = 10_000;
  private static final String LIMITS = "proc/self/limits";
  private static final String SUPPLIES = "sys/class/power_supply";

  private final SystemFiles files;
  private final int processors;

  /**
   * Prepares an examination.
   *
   * @param root {@code /}, or a folder that holds {@code proc} and {@code sys}
   * @param processors the processors that the JVM may use, at least 1
   */
  public Doctor(Path root, int processors) {
    this.files = new SystemFiles(root);
    this.processors = processors;
  }

  /** Returns a doctor for this machine. */
  public static Doctor ofThisMachine() {
    return new Doctor(Path.of("/"), Runtime.getRuntime().availableProcessors());
  }

  /** Returns what was found about each thing, always in the same order. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(List.of(load()));
    findings.addAll(lasting());
    return List.copyOf(findings);
  }

  /** Returns the same without the load of the last minute, which waiting cures. */
  List<Finding> lasting() {
    return List.of(governor(), processors(), quota(), swap(), files(), ports(), battery(), clock());
  }

  private Finding load() {
    Optional<String> load = files.find("proc/loadavg", "^(\\d+\\.\\d+) ");
    if (load.isEmpty()) {
      return Finding.unknown("load");
    }
    String fact = load.get() + " on " + processors + " processors";
    return Double.parseDouble(load.get()) < BUSY_SHARE * processors
        ? Finding.ok("load", fact)
        : Finding.warning(
            "load",
            fact,
            "other programs take processor time: longer and scattered makespans",
            "stop them, or wait a minute after a build; 'top' shows who it is");
  }

  private Finding governor() {
    String folder = "sys/devices/system/cpu";
    List<String> governors =
        files.names(folder).stream()
            .filter(name -> name.matches("cpu\\d+"))
            .map(cpu -> files.text(folder + "/" + cpu + "/cpufreq/scaling_governor"))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (governors.isEmpty()) {
      return Finding.unknown("governor");
    }
    String fact = String.join(", ", governors);
    return governors.equals(List.of("performance"))
        ? Finding.ok("governor", fact)
        : Finding.warning(
            "governor",
            fact,
            "the clock follows the load: waking and short requests look dearer",
            "as root: cpupower frequency-set -g performance");
  }

  private Finding processors() {
    return processors >= FEW_PROCESSORS
        ? Finding.ok("processors", String.valueOf(processors))
        : Finding.warning(
            "processors",
            processors + ", fewer than " + FEW_PROCESSORS,
            "client and stub take turns: without a delay nothing overlaps",
            "use a larger machine, or requests that wait (-p delay=2ms)");
  }

  private Finding quota() {
    OptionalDouble quota = new ControlGroups(files).processors();
    if (quota.isEmpty()) {
      return files.text("proc/self/cgroup").isPresent()
          ? Finding.ok("CPU quota", "none")
          : Finding.unknown("CPU quota");
    }
    return Finding.warning(
        "CPU quota",
        String.format(Locale.ROOT, "%.2f processors", quota.getAsDouble()),
        "once used up, all threads stop until the next period, up to 100 ms",
        "run without a limit (docker run without --cpus), or pin: --cpuset-cpus");
  }

  private Finding swap() {
    OptionalLong all = files.number("proc/meminfo", "^SwapTotal:\\s+(\\d+)");
    OptionalLong free = files.number("proc/meminfo", "^SwapFree:\\s+(\\d+)");
    if (all.isEmpty() || free.isEmpty()) {
      return Finding.unknown("swap");
    }
    long used = all.getAsLong() - free.getAsLong();
    String fact = used / 1024 + " MiB in use";
    return used < KIB_OF_SWAP
        ? Finding.ok("swap", fact)
        : Finding.warning(
            "swap",
            fact,
            "a page that must come back stops a slot for milliseconds: long tails",
            "close what takes the memory; as root: swapoff -a");
  }

  private Finding files() {
    Optional<String> hard = files.find(LIMITS, "^Max open files\\s+\\S+\\s+(\\S+)");
    if (hard.isEmpty()) {
      return Finding.unknown("open files");
    }
    boolean few = hard.get().matches("\\d{1,18}") && Long.parseLong(hard.get()) < FEW_FILES;
    return few
        ? Finding.warning(
            "open files",
            "at most " + hard.get(),
            "each slot needs a socket on either side: high concurrencies fail",
            "raise the hard limit: ulimit -Hn 65536, or nofile in limits.conf")
        : Finding.ok("open files", "at most " + hard.get());
  }

  private Finding ports() {
    OptionalLong known = Capacity.in(files).of(Resource.PORTS);
    if (known.isEmpty()) {
      return Finding.unknown("local ports");
    }
    long ports = known.getAsLong();
    return ports >= FEW_PORTS
        ? Finding.ok("local ports", String.valueOf(ports))
        : Finding.warning(
            "local ports",
            "only " + ports,
            "closed connections keep theirs for a minute: connecting fails",
            "as root: sysctl -w net.ipv4.ip_local_port_range='1024 65535'");
  }

  private Finding battery() {
    List<String> supplies = files.names(SUPPLIES);
    boolean discharging =
        supplies.stream()
            .filter(name -> is(name, "type", "Battery"))
            .anyMatch(name -> is(name, "status", "Discharging"));
    if (supplies.isEmpty()) {
      return files.names("sys/class").isEmpty()
          ? Finding.unknown("battery")
          : Finding.ok("battery", "none");
    }
    return discharging
        ? Finding.warning(
            "battery",
            "discharging",
            "the machine saves power: a lower clock, slower wake-ups, more drift",
            "plug it in")
        : Finding.ok("battery", "not discharging");
  }

  private boolean is(String supply, String file, String value) {
    return files.text(SUPPLIES + "/" + supply + "/" + file).filter(value::equals).isPresent();
  }

  private Finding clock() {
    String file = "sys/devices/system/clocksource/clocksource0/current_clocksource";
    Optional<String> clock = files.text(file);
    if (clock.isEmpty()) {
      return Finding.unknown("clock");
    }
    boolean slow = List.of("hpet", "acpi_pm", "jiffies", "xen").contains(clock.get());
    return slow
        ? Finding.warning(
            "clock",
            clock.get(),
            "each reading is a system call: recording costs more, in-task grows",
            "use tsc where the machine has a stable one (clocksource=tsc)")
        : Finding.ok("clock", clock.get());
  }
}
