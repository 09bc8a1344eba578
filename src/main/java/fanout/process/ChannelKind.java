package fanout.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways by which frames get to a worker process and back. The frames are the same on all. */
public enum ChannelKind {
  /** The worker's standard input and output. */
  PIPE,
  /** A Unix-domain socket in a directory that nobody else may enter. */
  UNIX,
  /**
   * Two rings in memory that both processes map. Whoever finds nothing there spins for a few
   * microseconds and then sleeps in the kernel. Needs 64-bit Linux.
   */
  SHARED;

  /**
   * Reads a kind.
   *
   * @param text {@code pipe}, {@code unix} or {@code shared}
   * @throws IllegalArgumentException if it is another word, or a kind that this system does not
   *     have
   */
  public static ChannelKind parse(String text) {
    for (ChannelKind kind : values()) {
      if (kind.word().equals(text)) {
        kind.requireAvailable();
        return kind;
      }
    }
    String words = Arrays.stream(values()).map(ChannelKind::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("channel must be one of " + words + ", was '" + text + "'");
  }

  /** Returns the word for it, such as {@code pipe}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks that this system has it.
   *
   * @throws IllegalArgumentException if it has not
   */
  void requireAvailable() {
    if (this == SHARED && !Futex.isAvailable()) {
      throw new IllegalArgumentException(
          "channel 'shared' needs Linux on x86-64 or aarch64, this is "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch"));
    }
  }
}
