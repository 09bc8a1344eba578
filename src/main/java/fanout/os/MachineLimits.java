package fanout.os;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the machine lets this user have. Empty where the platform does not say: then nothing is
 * refused beforehand.
 *
 * @param files open files of one process, after the JVM has raised its own limit as far as it may
 * @param ports local ports for connections to one server
 * @param userThreads threads of this user
 * @param threadNumbers threads that the kernel has numbers for
 * @param kernelThreads threads that the kernel has room for
 * @param mappings memory mappings of one process, of which a thread's stack takes two
 * @param memoryBytes memory that is free or can be freed
 * @param heapBytes the largest heap of this process, and of a fork that is given none of its own
 */
public record MachineLimits(
    OptionalLong files,
    OptionalLong ports,
    OptionalLong userThreads,
    OptionalLong threadNumbers,
    OptionalLong kernelThreads,
    OptionalLong mappings,
    OptionalLong memoryBytes,
    OptionalLong heapBytes) {
  private static final Path ROOT = Path.of("/");
  private static final int LONGEST = 16_384;
  private static final long BYTES_PER_KIB = 1024;
  private static final String NUMBER = "\\s+(\\d+)";

  /** Reads the limits of this process, which those that it starts inherit. */
  public static MachineLimits read() {
    return new MachineLimits(
        number("proc/self/limits", "Max open files\\s+\\S+" + NUMBER),
        localPorts(),
        number("proc/self/limits", "Max processes" + NUMBER),
        number("proc/sys/kernel/pid_max", "(\\d+)"),
        number("proc/sys/kernel/threads-max", "(\\d+)"),
        number("proc/sys/vm/max_map_count", "(\\d+)"),
        times(number("proc/meminfo", "MemAvailable:" + NUMBER), BYTES_PER_KIB),
        OptionalLong.of(Runtime.getRuntime().maxMemory()));
  }

  /** Returns the same limits without the largest heap. */
  public MachineLimits withoutHeap() {
    return new MachineLimits(
        files,
        ports,
        userThreads,
        threadNumbers,
        kernelThreads,
        mappings,
        memoryBytes,
        OptionalLong.empty());
  }

  private static OptionalLong localPorts() {
    String range = "proc/sys/net/ipv4/ip_local_port_range";
    OptionalLong first = number(range, "(\\d+)\\s+\\d+");
    OptionalLong last = number(range, "\\d+\\s+(\\d+)");
    return first.isPresent() && last.isPresent()
        ? OptionalLong.of(last.getAsLong() - first.getAsLong() + 1)
        : OptionalLong.empty();
  }

  private static OptionalLong times(OptionalLong number, long factor) {
    return number.isPresent() ? OptionalLong.of(number.getAsLong() * factor) : OptionalLong.empty();
  }

  /**
   * Returns the number in the first group; none if the file is not there or says "unlimited".
   *
   * @param file where the system tells about itself, such as {@code proc/meminfo}
   */
  public static OptionalLong number(String file, String pattern) {
    // In one read: the kernel gives the rest of such a file to nobody who took only its beginning.
    try (InputStream in = new FileInputStream(ROOT.resolve(file).toFile())) {
      String text = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII);
      Matcher matcher = Pattern.compile(pattern).matcher(text);
      return matcher.find()
          ? OptionalLong.of(Long.parseLong(matcher.group(1)))
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
