package fanout.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Where and with what a run took place: what a reader must know before comparing two results.
 *
 * @param utc when the run began, in UTC
 * @param commit the git commit that the program was built from, or "unknown"
 * @param cleanTree whether the tree had no uncommitted change when the program was built
 * @param versions the versions of the program and of its main dependencies, by name
 * @param processorModel the processor's name, or "unknown"
 * @param processors the processors that the JVM may use, at least 1
 * @param memoryBytes the machine's memory, or 0 where unknown
 * @param os the operating system
 * @param kernel its version
 * @param jdk the Java run-time's version
 * @param vm the virtual machine's name and vendor
 * @param vmFlags the JVM options that the run was started with
 * @param loadBefore the one-minute load average before the run, or a negative number where unknown
 * @param governor the processors' frequency governor, or "not available"
 * @param command the words of the command line
 */
public record Environment(
    String utc,
    String commit,
    boolean cleanTree,
    Versions versions,
    String processorModel,
    int processors,
    long memoryBytes,
    String os,
    String kernel,
    String jdk,
    String vm,
    List<String> vmFlags,
    double loadBefore,
    String governor,
    List<String> command) {

  private static final String UNKNOWN = "unknown";
  private static final String NOT_AVAILABLE = "not available";
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

  /**
   * The versions of what takes part in a measurement.
   *
   * @param fanout this program
   * @param jmh the benchmark harness
   * @param okhttp the HTTP client
   * @param netty the stub server's network library
   */
  public record Versions(String fanout, String jmh, String okhttp, String netty) {}

  /**
   * Reads the present environment, without {@link Secrets}.
   *
   * @param command the words of the command line
   */
  public static Environment capture(List<String> command) {
    Properties build = buildProperties();
    var system = ManagementFactory.getOperatingSystemMXBean();
    var runtime = ManagementFactory.getRuntimeMXBean();
    return new Environment(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        filled(build, "commit"),
        "false".equals(build.getProperty("dirty")),
        new Versions(
            filled(build, "fanout"),
            filled(build, "jmh"),
            filled(build, "okhttp"),
            filled(build, "netty")),
        valueIn(CPU_INFO, "model name").orElse(UNKNOWN),
        Runtime.getRuntime().availableProcessors(),
        system instanceof com.sun.management.OperatingSystemMXBean memory
            ? memory.getTotalMemorySize()
            : 0,
        system.getName() + " " + system.getArch(),
        system.getVersion(),
        Runtime.version().toString(),
        runtime.getVmName() + ", " + runtime.getVmVendor(),
        Secrets.leaveOut(runtime.getInputArguments()),
        system.getSystemLoadAverage(),
        firstLine(GOVERNOR).orElse(NOT_AVAILABLE),
        Secrets.leaveOut(command));
  }

  /** Returns the program's own version. */
  public static String version() {
    return filled(buildProperties(), "fanout");
  }

  private static Properties buildProperties() {
    Properties properties = new Properties();
    try (InputStream in = Environment.class.getResourceAsStream("/fanout/versions.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own versions cannot be read", e);
    }
    return properties;
  }

  /** A build outside a git checkout leaves the placeholder unfilled. */
  private static String filled(Properties properties, String key) {
    String value = properties.getProperty(key, UNKNOWN);
    return value.startsWith("${") ? UNKNOWN : value;
  }

  private static Optional<String> firstLine(Path file) {
    return lines(file).stream().findFirst();
  }

  private static Optional<String> valueIn(Path file, String key) {
    return lines(file).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  /** A file that this platform lacks, or hides, says nothing; that is not an error of the run. */
  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
