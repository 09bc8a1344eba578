package fanout.os;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processor time of a process's just-in-time compilers in nanoseconds, from Linux's {@code
 * /proc/PID/task}: what HotSpot's threads C1 and C2 have used so far. A compiler's thread that has
 * ended is missing, so that on machines with many processors a difference is a lower bound.
 *
 * <p>Elsewhere, for a process that is gone and for one without such threads, the value is empty,
 * never 0.
 */
public final class CompilerClock {
  /** HotSpot's names, cut at the kernel's 15 characters. */
  private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThre.*");

  /** Of {@code schedstat}: time on a processor, time waiting for one, and the number of turns. */
  private static final Pattern RUN = Pattern.compile("^(\\d+) \\d+ \\d+$");

  private CompilerClock() {}

  /**
   * Returns the compilers' time of several processes together.
   *
   * @param pids their numbers
   * @return nanoseconds since each started; empty if it cannot be read for one of them
   */
  public static OptionalLong nanos(Iterable<Long> pids) {
    long sum = 0;
    for (long pid : pids) {
      OptionalLong nanos = nanos(Path.of("/proc", Long.toString(pid), "task"));
      if (nanos.isEmpty()) {
        return nanos;
      }
      sum += nanos.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  /** Reads one process's, from its directory of threads. */
  public static OptionalLong nanos(Path taskDirectory) {
    long sum = 0;
    boolean any = false;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(taskDirectory)) {
      for (Path thread : threads) {
        if (COMPILER.matcher(line(thread.resolve("comm"))).matches()) {
          Matcher run = RUN.matcher(line(thread.resolve("schedstat")));
          if (!run.matches()) {
            return OptionalLong.empty();
          }
          any = true;
          sum += Long.parseLong(run.group(1));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return OptionalLong.empty(); // not there, or gone halfway: the caller says so
    }
    return any ? OptionalLong.of(sum) : OptionalLong.empty();
  }

  private static String line(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return ""; // the thread ended, or this kernel has no such file
    }
  }
}
