package fanout.report;

import java.util.ArrayList;
import java.util.List;

/** Lines that fit a terminal. */
public final class TextLines {
  /** The width of a terminal that nobody has widened, in characters. */
  static final int WIDTH = 80;

  /** The most characters of a name that are shown; the rest is counted. */
  private static final int LONGEST_NAME = 200;

  private TextLines() {}

  /** Cuts a very long name and says how long it was. */
  public static String cut(String raw) {
    int length = raw.codePointCount(0, raw.length());
    if (length <= LONGEST_NAME) {
      return raw;
    }
    return raw.substring(0, raw.offsetByCodePoints(0, LONGEST_NAME))
        + "… ("
        + length
        + " characters)";
  }

  /** Breaks a line at spaces; a single word longer than the width stays whole. */
  public static List<String> wrapped(String line, String indent) {
    return wrapped(line, indent, WIDTH);
  }

  /** Puts figures behind a name, or below one that is longer than its column. */
  static List<String> row(String name, int column, String figures) {
    List<String> lines = new ArrayList<>();
    if (name.length() > column) {
      lines.addAll(wrapped(name, "    "));
    }
    String first = name.length() > column ? "" : name;
    lines.add((first + " ".repeat(column - first.length()) + figures).stripTrailing());
    return lines;
  }

  static List<String> wrapped(String line, String indent, int width) {
    List<String> lines = new ArrayList<>();
    String rest = line;
    while (rest.length() > width) {
      int start = rest.length() - rest.stripLeading().length();
      int space = rest.lastIndexOf(' ', width);
      int cut = space > start ? space : rest.indexOf(' ', width);
      if (cut < 0) {
        break;
      }
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = indent + rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
