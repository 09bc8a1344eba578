package fanout.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a command line of JMH, from which this program takes the options of its own. */
public final class OptionWords {
  private static final String PARAMETER = "-p";

  /** A parameter in one word, but no {@code -prof=NAME}, which {@code -pr=NAME} stands for too. */
  private static final Pattern JOINED =
      Pattern.compile("-(?:-p=|p=|p(?!r(?:of?)?=))([^=\\s]+=.*)", Pattern.DOTALL);

  private final List<String> words;

  OptionWords(List<String> words) {
    this.words = separated(words);
  }

  /**
   * Returns words of JMH's with each parameter as {@code -p} and {@code NAME=VALUE}. JMH takes
   * {@code -pNAME=VALUE}, {@code -p=NAME=VALUE} and two dashes for one as well.
   */
  public static List<String> separated(List<String> words) {
    List<String> separated = new ArrayList<>();
    for (String word : words) {
      Matcher joined = JOINED.matcher(word);
      if (joined.matches()) {
        separated.add(PARAMETER);
        separated.add(joined.group(1));
      } else {
        separated.add(word.equals("-" + PARAMETER) ? PARAMETER : word);
      }
    }
    return separated;
  }

  /** Returns what has not been taken. */
  List<String> rest() {
    return List.copyOf(words);
  }

  /** Takes an option without a value, and tells whether it was there. */
  boolean flag(String name) {
    return words.remove(name);
  }

  /**
   * Takes an option and the word behind it.
   *
   * @throws BadOptionException if there is none, or the option was given twice
   */
  Optional<String> take(String name) {
    int at = words.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    words.remove(at);
    if (at == words.size()) {
      throw new BadOptionException(name + " needs a value");
    }
    String value = words.remove(at);
    requireOnce(name, words.contains(name));
    return Optional.of(value);
  }

  /**
   * Takes {@code -p NAME=VALUE}.
   *
   * @throws BadOptionException if it was given twice
   */
  Optional<String> parameter(String name) {
    Optional<String> taken = Optional.empty();
    String start = name + "=";
    for (int i = words.size() - 1; i > 0; i--) {
      if (words.get(i - 1).equals(PARAMETER) && words.get(i).startsWith(start)) {
        requireOnce(PARAMETER + " " + name, taken.isPresent());
        taken = Optional.of(words.remove(i).substring(start.length()));
        words.remove(--i);
      }
    }
    return taken;
  }

  private static void requireOnce(String option, boolean again) {
    if (again) {
      throw new BadOptionException(option + " may be given once");
    }
  }
}
