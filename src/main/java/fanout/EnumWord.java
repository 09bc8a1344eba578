package fanout;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of the command line for an enum's constants, such as {@code okhttp-quiet}. */
public final class EnumWord {
  private EnumWord() {}

  /** Returns a constant's name in small letters, with hyphens. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the constant of a word, if there is one. */
  public static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
    return Stream.of(type.getEnumConstants()).filter(each -> of(each).equals(word)).findFirst();
  }

  /**
   * Returns the constant of a word.
   *
   * @param subject what the word chooses, for the message
   * @throws IllegalArgumentException if no constant has it
   */
  public static <E extends Enum<E>> E parse(String subject, Class<E> type, String word) {
    return find(type, word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Stream.of(type.getEnumConstants())
                        .map(EnumWord::of)
                        .collect(
                            Collectors.joining(
                                ", ", subject + " must be one of ", ", was '" + word + "'"))));
  }
}
