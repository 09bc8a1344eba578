package fanout.report.html;

/** Text in a page: whatever a file says is shown as it is and never becomes markup. */
final class Html {
  /** What of a name is shown; the rest is counted. */
  private static final int LONGEST_NAME = 200;

  private static final char REPLACEMENT = '\uFFFD';

  private Html() {}

  /** Returns text for an element's content or an attribute's value in double quotes. */
  static String text(String raw) {
    StringBuilder escaped = new StringBuilder(raw.length());
    raw.codePoints().forEach(point -> append(escaped, point));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int point) {
    switch (point) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case '\n', '\t' -> escaped.append(' ');
      default -> {
        boolean shown =
            !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
        escaped.appendCodePoint(shown ? point : REPLACEMENT);
      }
    }
  }

  /**
   * Returns a name of any script and length: isolated, so that its direction does not spread, and
   * cut where it is very long.
   */
  static String name(String raw) {
    return "<bdi>" + text(cut(raw)) + "</bdi>";
  }

  /** Cuts a very long name and says how long it was. */
  static String cut(String raw) {
    int length = raw.codePointCount(0, raw.length());
    if (length <= LONGEST_NAME) {
      return raw;
    }
    return raw.substring(0, raw.offsetByCodePoints(0, LONGEST_NAME))
        + "… ("
        + length
        + " characters)";
  }

  /** Returns an element around content that is markup already. */
  static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  /** Returns an element of a class around content that is markup already. */
  static String element(String name, String cssClass, String content) {
    return "<" + name + " class=\"" + cssClass + "\">" + content + "</" + name + ">";
  }

  /** Returns a command that a reader can copy. */
  static String code(String command) {
    return element("code", text(command));
  }
}
