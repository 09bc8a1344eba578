package fanout.results;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The values that a result must not hold, since results are published: those of properties,
 * variables and query parameters whose names look like secrets, and user names in addresses. They
 * are left out of what is written, and of what others wrote when it is read.
 */
public final class Secrets {
  /** The text in their place. */
  public static final String LEFT_OUT = "[left-out]";

  private static final String WORD =
      "(?:passw(?:or)?d|passphrase|pwd|secret|token|credential|signature"
          + "|api[-_.]?key|access[-_.]?key|private[-_.]?key|authorization)";

  /** Looked for first: the long names around it are tried at each letter of a text. */
  private static final Pattern HINT = Pattern.compile("(?i)" + WORD);

  private static final String NAME = "[\\w.-]{0,99}" + WORD + "[\\w.-]{0,99}";

  /** A file that holds a secret is none. */
  private static final String NO_FILE = "(?<!file|path|dir|folder)";

  private static final Pattern NAMED =
      Pattern.compile("(?i)(" + NAME + NO_FILE + "=)(?:\"[^\"]*\"|[^\\s&#\"]+)");

  private static final Pattern PROPERTY = Pattern.compile("(?is)(-D" + NAME + NO_FILE + "=).*");

  private static final Pattern USER = Pattern.compile("(://)[^/\\s@\"]+@");

  private Secrets() {}

  /** Returns an object with all its texts without secrets. */
  public static ObjectNode leaveOut(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    copy.properties().forEach(field -> field.setValue(leaveOut(field.getValue())));
    return copy;
  }

  private static JsonNode leaveOut(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> leaveOut(object);
      case ArrayNode array -> {
        ArrayNode copy = array.arrayNode();
        array.forEach(each -> copy.add(leaveOut(each)));
        yield copy;
      }
      case StringNode text -> StringNode.valueOf(leaveOut(List.of(text.stringValue())).getFirst());
      default -> node;
    };
  }

  /** Returns a text without the values of secrets in it. */
  public static String leaveOut(String text) {
    String named =
        HINT.matcher(text).find() ? NAMED.matcher(text).replaceAll("$1" + LEFT_OUT) : text;
    return USER.matcher(named).replaceAll("$1" + LEFT_OUT + "@");
  }

  /** Returns the words of a command line without secrets; a property's value may have blanks. */
  public static List<String> leaveOut(Collection<String> words) {
    return words.stream()
        .map(word -> leaveOut(PROPERTY.matcher(word).replaceFirst("$1" + LEFT_OUT)))
        .toList();
  }
}
