package fanout.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is done for a worker process's JVM to start early. */
public enum WorkerStart {
  /** Nothing: the JVM chooses its collector and its heap. */
  PLAIN,

  /**
   * The serial collector and a small heap: a worker has one slot and little garbage, and they cost
   * least.
   */
  LEAN,

  /**
   * As {@link #LEAN}, with the JDK's ahead-of-time cache (JEP 483, 514, 515): classes come loaded
   * and linked, and the compilers know the profiles of a training run. Without a cache that can be
   * used it is the same as {@link #LEAN}.
   */
  AOT;

  private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-Xmx64m");

  /**
   * Reads a way of starting.
   *
   * @param text {@code plain}, {@code lean} or {@code aot}
   * @throws IllegalArgumentException if it is another word
   */
  public static WorkerStart parse(String text) {
    for (WorkerStart start : values()) {
      if (start.word().equals(text)) {
        return start;
      }
    }
    String words = Arrays.stream(values()).map(WorkerStart::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("start must be one of " + words + ", was '" + text + "'");
  }

  /** Returns the word for it, such as {@code lean}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the JVM options, without those that name a cache. */
  List<String> jvmOptions() {
    return switch (this) {
      case PLAIN -> List.of();
      case LEAN, AOT -> SMALL;
    };
  }
}
