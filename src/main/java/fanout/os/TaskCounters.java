package fanout.os;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The scheduler's counters for one thread.
 *
 * @param name the thread's name, cut to 15 bytes by the kernel
 * @param voluntary voluntary context switches
 * @param involuntary involuntary context switches
 * @param runNanos time on a processor
 * @param waitNanos time runnable but waiting for a processor, in nanoseconds
 */
public record TaskCounters(
    String name,
    OptionalLong voluntary,
    OptionalLong involuntary,
    OptionalLong runNanos,
    OptionalLong waitNanos) {
  private static final String VOLUNTARY = "^voluntary_ctxt_switches:\\s+(\\d+)$";
  private static final String INVOLUNTARY = "^nonvoluntary_ctxt_switches:\\s+(\\d+)$";

  /** Of {@code schedstat}: time on a processor, time waiting for one, and the number of turns. */
  private static final String RUN = "^(\\d+) \\d+ \\d+$";

  private static final String WAIT = "^\\d+ (\\d+) \\d+$";

  /**
   * Reads the counters of every thread of a process.
   *
   * @param threads the files below {@code /proc/PID/task}
   * @return by thread number; empty if there is no such process or no such file system
   */
  public static Map<String, TaskCounters> read(SystemFiles threads) {
    Map<String, TaskCounters> tasks = new HashMap<>();
    for (String thread : threads.names("")) {
      String status = threads.text(thread + "/status").orElse("");
      if (!status.isEmpty()) { // else it has ended since the directory was read
        tasks.put(
            thread,
            new TaskCounters(
                nameIn(status),
                SystemFiles.numberIn(status, VOLUNTARY),
                SystemFiles.numberIn(status, INVOLUNTARY),
                threads.number(thread + "/schedstat", RUN),
                threads.number(thread + "/schedstat", WAIT)));
      }
    }
    return tasks;
  }

  /** The first line's second field. */
  private static String nameIn(String status) {
    String line = status.lines().findFirst().orElse("");
    return line.substring(line.indexOf('\t') + 1);
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
        name,
        minus(voluntary, before.voluntary),
        minus(involuntary, before.involuntary),
        minus(runNanos, before.runNanos),
        minus(waitNanos, before.waitNanos));
  }

  private static OptionalLong minus(OptionalLong later, OptionalLong earlier) {
    return later.isPresent() && earlier.isPresent()
        ? OptionalLong.of(later.getAsLong() - earlier.getAsLong())
        : OptionalLong.empty();
  }
}
