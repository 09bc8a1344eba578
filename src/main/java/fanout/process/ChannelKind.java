package fanout.process;

import fanout.EnumWord;

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
    return EnumWord.parse("channel", ChannelKind.class, text);
  }

  /** Returns the word for it, such as {@code pipe}. */
  public String word() {
    return EnumWord.of(this);
  }
}
