package fanout.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways by which frames get to a worker process and back. The frames are the same on all. */
public enum ChannelKind {
  /** The worker's standard input and output. */
  PIPE,
  /** A Unix-domain socket in a directory that nobody else may enter. */
  UNIX;

  /**
   * Reads a kind.
   *
   * @param text {@code pipe} or {@code unix}
   * @throws IllegalArgumentException if it is another word
   */
  public static ChannelKind parse(String text) {
    for (ChannelKind kind : values()) {
      if (kind.word().equals(text)) {
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
}
