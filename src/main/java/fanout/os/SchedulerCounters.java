package fanout.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The counts of Linux's scheduler for one process and each of its threads: context switches, time
 * on a processor, and time spent runnable but waiting for one. A snapshot since the process
 * started, or what came {@linkplain #since between two} of them. What cannot be read is empty,
 * never 0.
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

  private static final String VOLUNTARY = "\nvoluntary_ctxt_switches:";
  private static final String INVOLUNTARY = "\nnonvoluntary_ctxt_switches:";

  /** HotSpot's names of its just-in-time compilers, cut at the kernel's 15 characters. */
  private static final List<String> COMPILERS = List.of("C1 CompilerThre", "C2 CompilerThre");

  /** Switches of the whole process, with ended threads; empty where only threads can be asked. */
  private final Optional<Counted> whole;

  private final Map<String, Counted> threads;

  /** One thread, whose name is cut to 15 bytes by the kernel, or the whole process. */
  private record Counted(
      String name,
      OptionalLong voluntary,
      OptionalLong involuntary,
      OptionalLong runNanos,
      OptionalLong waitNanos) {
    Counted minus(Counted before) {
      return new Counted(
          name,
          Counts.difference(voluntary, before.voluntary),
          Counts.difference(involuntary, before.involuntary),
          Counts.difference(runNanos, before.runNanos),
          Counts.difference(waitNanos, before.waitNanos));
    }
  }

  private SchedulerCounters(Optional<Counted> whole, Map<String, Counted> threads) {
    this.whole = whole;
    this.threads = threads;
  }

  /** Returns a snapshot of this process. */
  public static SchedulerCounters own() {
    Optional<Counted> whole = ownSwitches();
    return new SchedulerCounters(whole, read(SystemFiles.threadsOf("self"), whole.isEmpty()));
  }

  private static Optional<Counted> ownSwitches() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rusage = Posix.longs(arena, Posix.RUSAGE_LONGS);
      return Posix.readUsage(Posix.RUSAGE_SELF, rusage)
          ? Optional.of(
              new Counted(
                  "",
                  OptionalLong.of(rusage.getAtIndex(ValueLayout.JAVA_LONG, RUSAGE_VOLUNTARY)),
                  OptionalLong.of(rusage.getAtIndex(ValueLayout.JAVA_LONG, RUSAGE_INVOLUNTARY)),
                  OptionalLong.empty(),
                  OptionalLong.empty()))
          : Optional.empty();
    }
  }

  /**
   * Returns a snapshot of another process.
   *
   * @param pid its number
   */
  public static SchedulerCounters of(long pid) {
    return of(SystemFiles.threadsOf(Long.toString(pid)));
  }

  /** Returns a snapshot of the process whose files below {@code /proc/PID/task} are given. */
  static SchedulerCounters of(SystemFiles files) {
    return new SchedulerCounters(Optional.empty(), read(files, true));
  }

  /** Returns the counters of nothing: all unknown. */
  public static SchedulerCounters unknown() {
    return new SchedulerCounters(Optional.empty(), Map.of());
  }

  /** Two files a thread, read around each batch: {@code status} takes the kernel much longer. */
  private static Map<String, Counted> read(SystemFiles files, boolean withSwitches) {
    Map<String, Counted> threads = new HashMap<>();
    for (String number : files.names("")) {
      // First: of a thread that ends meanwhile the other is missing, and the thread is left out.
      String[] times = files.text(number + "/schedstat").orElse("").split(" ", -1);
      String text = files.text(number + (withSwitches ? "/status" : "/comm")).orElse("");
      if (!text.isEmpty()) { // else it has ended since the directory was read
        String name = withSwitches ? after("Name:", text) : text;
        boolean known = times.length == 3;
        threads.put(
            number,
            new Counted(
                name,
                number(withSwitches ? after(VOLUNTARY, text) : ""),
                number(withSwitches ? after(INVOLUNTARY, text) : ""),
                known ? number(times[0]) : OptionalLong.empty(),
                known ? number(times[1]) : OptionalLong.empty()));
      }
    }
    return threads;
  }

  /** Returns the rest of a line without the white space around it. */
  private static String after(String label, String text) {
    int start = text.indexOf(label);
    if (start < 0) {
      return "";
    }
    int end = text.indexOf('\n', start + label.length());
    return text.substring(start + label.length(), end < 0 ? text.length() : end).strip();
  }

  private static OptionalLong number(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  /**
   * Returns what was counted between an earlier snapshot and this one, of the same process; new
   * threads count whole.
   *
   * @param earlier the earlier one
   */
  public SchedulerCounters since(SchedulerCounters earlier) {
    Map<String, Counted> between = new HashMap<>();
    if (!earlier.threads.isEmpty()) {
      threads.forEach(
          (number, thread) -> {
            Counted before = earlier.threads.get(number);
            between.put(number, before == null ? thread : thread.minus(before));
          });
    }
    return new SchedulerCounters(
        whole.flatMap(now -> earlier.whole.map(now::minus)), Map.copyOf(between));
  }

  /** Returns how often a thread gave its processor up to wait for something, at least 0. */
  public OptionalLong voluntarySwitches() {
    return whole.map(Counted::voluntary).orElseGet(() -> sum(Counted::voluntary));
  }

  /** Returns how often a thread's processor was taken from it, at least 0. */
  public OptionalLong involuntarySwitches() {
    return whole.map(Counted::involuntary).orElseGet(() -> sum(Counted::involuntary));
  }

  /** Returns how long threads were ready to run but had no processor, in nanoseconds. */
  public OptionalLong runQueueWaitNanos() {
    return sum(Counted::waitNanos);
  }

  /** Returns how long threads were on a processor, in nanoseconds; without those that ended. */
  public OptionalLong runNanos() {
    return sum(Counted::runNanos);
  }

  /**
   * Returns the same for some of the threads alone; switches are then those of live threads.
   *
   * @param prefix what their names begin with, at most 15 bytes
   */
  public SchedulerCounters ofThreads(String prefix) {
    return of(name -> name.startsWith(prefix));
  }

  /** Returns the same for HotSpot's just-in-time compilers; unknown if there is none. */
  public SchedulerCounters ofCompilers() {
    return of(name -> COMPILERS.stream().anyMatch(name::startsWith));
  }

  private SchedulerCounters of(Predicate<String> name) {
    Map<String, Counted> some = new HashMap<>(threads);
    some.values().removeIf(thread -> !name.test(thread.name));
    return new SchedulerCounters(Optional.empty(), some);
  }

  /** Returns the sum over threads; empty without threads or if one of them does not know. */
  private OptionalLong sum(Function<Counted, OptionalLong> counter) {
    return threads.isEmpty()
        ? OptionalLong.empty()
        : Counts.sum(threads.values().stream().map(counter));
  }
}
