package fanout.os;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the scheduler counted for one thread.
 *
 * @param voluntary voluntary context switches
 * @param involuntary involuntary context switches
 * @param waitNanos time runnable but waiting for a processor, in nanoseconds
 */
public record TaskCounters(
    OptionalLong voluntary, OptionalLong involuntary, OptionalLong waitNanos) {
  private static final Pattern VOLUNTARY =
      Pattern.compile("^voluntary_ctxt_switches:\\s+(\\d+)$", Pattern.MULTILINE);
  private static final Pattern INVOLUNTARY =
      Pattern.compile("^nonvoluntary_ctxt_switches:\\s+(\\d+)$", Pattern.MULTILINE);

  /** Of {@code schedstat}: time on a processor, time waiting for one, and the number of turns. */
  private static final Pattern WAIT = Pattern.compile("^\\d+ (\\d+) \\d+$", Pattern.MULTILINE);

  /**
   * Reads the counters of every thread of a process.
   *
   * @param taskDirectory {@code /proc/PID/task}
   * @return by thread number; empty if there is no such process or no such file system
   */
  public static Map<String, TaskCounters> read(Path taskDirectory) {
    Map<String, TaskCounters> tasks = new HashMap<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(taskDirectory)) {
      for (Path thread : threads) {
        String status = content(thread.resolve("status"));
        if (!status.isEmpty()) { // empty: the thread ended since the directory was read
          tasks.put(
              thread.getFileName().toString(),
              new TaskCounters(
                  number(VOLUNTARY, status),
                  number(INVOLUNTARY, status),
                  number(WAIT, content(thread.resolve("schedstat")))));
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return Map.of(); // not there, or gone halfway: nothing is known, and the caller says so
    }
    return tasks;
  }

  /**
   * Returns what the threads of {@code later} counted since {@code earlier}; new ones count all.
   */
  public static Map<String, TaskCounters> since(
      Map<String, TaskCounters> later, Map<String, TaskCounters> earlier) {
    Map<String, TaskCounters> between = new HashMap<>();
    later.forEach(
        (thread, counters) -> {
          TaskCounters before = earlier.get(thread);
          between.put(thread, before == null ? counters : counters.minus(before));
        });
    return between;
  }

  /** Returns the sum over threads; empty without threads or if one of them does not know. */
  public static OptionalLong sum(
      Map<String, TaskCounters> tasks, Function<TaskCounters, OptionalLong> counter) {
    long sum = 0;
    for (TaskCounters task : tasks.values()) {
      OptionalLong value = counter.apply(task);
      if (value.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += value.getAsLong();
    }
    return tasks.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  private TaskCounters minus(TaskCounters before) {
    return new TaskCounters(
        minus(voluntary, before.voluntary),
        minus(involuntary, before.involuntary),
        minus(waitNanos, before.waitNanos));
  }

  private static OptionalLong minus(OptionalLong later, OptionalLong earlier) {
    return later.isPresent() && earlier.isPresent()
        ? OptionalLong.of(later.getAsLong() - earlier.getAsLong())
        : OptionalLong.empty();
  }

  private static OptionalLong number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // the thread ended, or this kernel has no such file
    }
  }
}
