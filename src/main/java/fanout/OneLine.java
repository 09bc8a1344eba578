package fanout;

/** Text that others have written, as a part of a message of one line. */
public final class OneLine {
  private OneLine() {}

  /** Returns the text with a blank for each line break and the white space around it. */
  public static String of(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }
}
