package fanout.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The counters of the kernel's scheduler for one process: context switches, and time spent runnable
 * but waiting for a processor. A snapshot since the process started, or what came {@linkplain
 * #since between two} of them. What cannot be read is empty, never 0.
 *
 * <p>For this process, context switches come from {@code getrusage}, which counts threads that have
 * ended. Everything else comes from {@code /proc/PID/task}, which knows only threads that are
 * alive: a thread that ends between two snapshots is missing from their difference, which is then a
 * lower bound.
 */
public final class SchedulerCounters {
  /** Indices of {@code ru_nvcsw} and {@code ru_nivcsw} in 64-bit Linux's {@code struct rusage}. */
  private static final int RUSAGE_VOLUNTARY = 16;

  private static final int RUSAGE_INVOLUNTARY = 17;

  /** Switches of the whole process, with ended threads; empty where only threads can be asked. */
  private final Optional<Switches> whole;

  private final Map<String, TaskCounters> tasks;

  private record Switches(long voluntary, long involuntary) {}

  private SchedulerCounters(Optional<Switches> whole, Map<String, TaskCounters> tasks) {
    this.whole = whole;
    this.tasks = tasks;
  }

  /** Returns a snapshot of this process. */
  public static SchedulerCounters own() {
    Map<String, TaskCounters> tasks = TaskCounters.read(SystemFiles.threadsOf("self"));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rusage = Posix.longs(arena, Posix.RUSAGE_LONGS);
      Optional<Switches> whole =
          Posix.readUsage(Posix.RUSAGE_SELF, rusage)
              ? Optional.of(
                  new Switches(
                      rusage.getAtIndex(ValueLayout.JAVA_LONG, RUSAGE_VOLUNTARY),
                      rusage.getAtIndex(ValueLayout.JAVA_LONG, RUSAGE_INVOLUNTARY)))
              : Optional.empty();
      return new SchedulerCounters(whole, tasks);
    }
  }

  /**
   * Returns a snapshot of another process.
   *
   * @param pid its number
   */
  public static SchedulerCounters of(long pid) {
    return of(TaskCounters.read(SystemFiles.threadsOf(Long.toString(pid))));
  }

  /**
   * Returns what was counted between an earlier snapshot and this one, of the same process.
   *
   * @param earlier the earlier one
   */
  public SchedulerCounters since(SchedulerCounters earlier) {
    return new SchedulerCounters(
        whole.flatMap(now -> earlier.whole.map(then -> between(then, now))),
        earlier.tasks.isEmpty() ? Map.of() : TaskCounters.since(tasks, earlier.tasks));
  }

  /** Returns how often a thread gave its processor up to wait for something, at least 0. */
  public OptionalLong voluntarySwitches() {
    return whole
        .map(switches -> OptionalLong.of(switches.voluntary))
        .orElseGet(() -> TaskCounters.sum(tasks, TaskCounters::voluntary));
  }

  /** Returns how often a thread's processor was taken from it, at least 0. */
  public OptionalLong involuntarySwitches() {
    return whole
        .map(switches -> OptionalLong.of(switches.involuntary))
        .orElseGet(() -> TaskCounters.sum(tasks, TaskCounters::involuntary));
  }

  /** Returns how long threads were ready to run but had no processor, in nanoseconds. */
  public OptionalLong runQueueWaitNanos() {
    return TaskCounters.sum(tasks, TaskCounters::waitNanos);
  }

  /**
   * Returns the same for some of the threads alone; switches are then those of live threads.
   *
   * @param prefix what their names begin with, at most 15 bytes
   */
  public SchedulerCounters ofThreads(String prefix) {
    Map<String, TaskCounters> some = new HashMap<>(tasks);
    some.values().removeIf(task -> !task.name().startsWith(prefix));
    return of(some);
  }

  /** Returns how long threads were on a processor, in nanoseconds; without those that ended. */
  public OptionalLong runNanos() {
    return TaskCounters.sum(tasks, TaskCounters::runNanos);
  }

  public static SchedulerCounters of(Map<String, TaskCounters> tasks) {
    return new SchedulerCounters(Optional.empty(), tasks);
  }

  private static Switches between(Switches then, Switches now) {
    return new Switches(now.voluntary - then.voluntary, now.involuntary - then.involuntary);
  }
}
