package fanout.strategy;

import fanout.EnumWord;
import fanout.os.JvmCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The ways of making a worker process's JVM start early. */
public enum WorkerStart {
  /** Nothing: as this process was started. */
  PLAIN,

  /**
   * The serial collector, a small heap and the first compiler alone, which cost least: a worker has
   * one slot and little garbage, and what C2 makes comes too late for a batch: with the cache, 1000
   * requests took 0.7 of their time without it.
   */
  LEAN,

  /**
   * As {@link #LEAN}, with the JDK's ahead-of-time cache (JEP 483, 514): classes come loaded and
   * linked, as a training run left them; see {@link AotCache}.
   */
  AOT;

  /** The system property with the JVM options that the user gave to forks, {@link #joined}. */
  public static final String USER_OPTIONS_PROPERTY = "fanout.worker.options";

  private static final String ESCAPED_BLANK = "\\ ";
  private static final String PARTING_BLANK = "(?<!\\\\) ";
  private static final String COLLECTOR = "-XX:+UseSerialGC";
  private static final String LARGEST_HEAP = "-Xmx64m";
  private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

  /**
   * Reads a way of starting.
   *
   * @param text {@code plain}, {@code lean} or {@code aot}
   * @throws IllegalArgumentException if it is another word
   */
  public static WorkerStart parse(String text) {
    return EnumWord.parse("start", WorkerStart.class, text);
  }

  /** Returns the JVM options, without those that name a cache. */
  public List<String> jvmOptions() {
    return switch (this) {
      case PLAIN -> List.of();
      case LEAN, AOT -> small(System.getProperty(USER_OPTIONS_PROPERTY, ""));
    };
  }

  /**
   * Returns options in one text: parted by blanks, with a backslash before a blank of their own.
   */
  public static String joined(List<String> options) {
    return options.stream()
        .map(option -> option.replace(" ", ESCAPED_BLANK))
        .collect(Collectors.joining(" "));
  }

  private static List<String> parted(String joined) {
    return Arrays.stream(joined.split(PARTING_BLANK))
        .filter(option -> !option.isEmpty())
        .map(option -> option.replace(ESCAPED_BLANK, " "))
        .toList();
  }

  /** The user's choice goes before; of two collectors the JVM takes none. */
  static List<String> small(String userOptions) {
    List<String> options = new ArrayList<>(JvmCommand.shareable(parted(userOptions), List.of()));
    if (options.stream().noneMatch(WorkerStart::isCollector)) {
      options.add(COLLECTOR);
    }
    if (!JvmCommand.choosesHeap(options)) {
      options.add(LARGEST_HEAP);
    }
    if (options.stream().noneMatch(WorkerStart::choosesCompilers)) {
      options.add(ONE_COMPILER);
    }
    return options;
  }

  private static boolean choosesCompilers(String option) {
    return option.matches("-XX:(TieredStopAtLevel=|CompilationMode=|\\+UseJVMCICompiler).*");
  }

  /** Tells whether an option of the JVM chooses the garbage collector. */
  public static boolean isCollector(String option) {
    return option.matches("-XX:\\+Use\\w+GC");
  }
}
