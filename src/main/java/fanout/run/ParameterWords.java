package fanout.run;

import fanout.results.Parameter;
import java.util.Map;
import java.util.function.Function;

/**
 * The values of one benchmark variant's parameters as they were given, each to be read into its
 * type once. Errors name the parameter, the value and what was expected.
 *
 * @param words the values by name
 */
record ParameterWords(Map<String, String> words) {
  /** Beyond it a batch's times would not fit into memory. */
  private static final int MOST = 10_000_000;

  /**
   * Reads a value.
   *
   * @param parser throws {@link IllegalArgumentException} for a value that makes no sense
   * @throws BadOptionException if the parser does, or the parameter is missing
   */
  <T> T read(Parameter parameter, Function<String, T> parser) {
    String name = parameter.key();
    String word = words.get(name);
    if (word == null) {
      throw new BadOptionException("-p " + name + ": a value is missing");
    }
    try {
      return parser.apply(word);
    } catch (IllegalArgumentException e) {
      throw new BadOptionException("-p " + name + "=" + word + ": " + e.getMessage(), e);
    }
  }

  /** Reads a whole number from 1 to 10 000 000. */
  int count(Parameter parameter) {
    return read(parameter, word -> count(parameter.key(), word, 1, MOST));
  }

  /** Reads a whole number from 0 to the given one. */
  int countFromZero(Parameter parameter, int most) {
    return read(parameter, word -> count(parameter.key(), word, 0, most));
  }

  /**
   * Refuses a value for what another one is.
   *
   * @throws BadOptionException unless the condition holds
   */
  void require(boolean condition, Parameter parameter, String expectation) {
    if (!condition) {
      throw new BadOptionException(
          "-p %s=%s: %s".formatted(parameter.key(), words.get(parameter.key()), expectation));
    }
  }

  /**
   * Reads a whole number.
   *
   * @throws IllegalArgumentException if it is none, or out of its range
   */
  static int count(String name, String word, int least, int most) {
    if (!word.matches("-?\\d{1,9}")) {
      throw new IllegalArgumentException(
          "%s must be a whole number >= %d, was '%s'".formatted(name, least, word));
    }
    int count = Integer.parseInt(word);
    if (count < least) {
      throw new IllegalArgumentException(
          "%s must be > %d, was %d".formatted(name, least - 1, count));
    }
    if (count > most) {
      throw new IllegalArgumentException(
          "%s must be at most %d, was %d".formatted(name, most, count));
    }
    return count;
  }
}
