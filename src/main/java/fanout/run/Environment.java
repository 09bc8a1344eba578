package fanout.run;

import fanout.Versions;
import fanout.exchange.NettyAsync;
import fanout.os.SystemFiles;
import fanout.results.Secrets;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machine, the versions and the command line of a run, by the names that results have them
 * under: to be known before two results are compared.
 */
final class Environment {
  /** The facts of the forks' JDK, and the names of this process's where that is another. */
  static final Map<String, String> HOSTS = Map.of("jdk", "hostJdk", "vm", "hostVm");

  private static final String GOVERNOR = "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";
  private static final List<String> VERSIONS = List.of("fanout", "jmh", "okhttp", "netty");

  private Environment() {}

  /**
   * Reads the present environment, without {@link Secrets}.
   *
   * @param command the words of the command line
   */
  static Map<String, Object> capture(List<String> command) {
    var system = ManagementFactory.getOperatingSystemMXBean();
    var runtime = ManagementFactory.getRuntimeMXBean();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("utc", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("commit", Versions.of("commit"));
    facts.put("cleanTree", "false".equals(Versions.of("dirty")));
    Map<String, String> versions = new LinkedHashMap<>();
    VERSIONS.forEach(name -> versions.put(name, Versions.of(name)));
    facts.put("versions", versions);
    facts.put("nettyTransport", NettyAsync.transport());
    facts.put(
        "processorModel",
        SystemFiles.OWN.find("proc/cpuinfo", "^model name\\s*:\\s*(.*)$").orElse(Versions.UNKNOWN));
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put(
        "memoryBytes",
        system instanceof com.sun.management.OperatingSystemMXBean memory
            ? memory.getTotalMemorySize()
            : 0);
    facts.put("os", system.getName() + " " + system.getArch());
    facts.put("kernel", system.getVersion());
    facts.put("jdk", Runtime.version().toString());
    facts.put("vm", runtime.getVmName() + ", " + runtime.getVmVendor());
    facts.put("vmFlags", Secrets.leaveOut(runtime.getInputArguments()));
    facts.put("loadBefore", system.getSystemLoadAverage());
    facts.put("governor", SystemFiles.OWN.text(GOVERNOR).orElse("not available"));
    facts.put("command", Secrets.leaveOut(command));
    return facts;
  }
}
