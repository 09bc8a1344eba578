package fanout.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jline.utils.Levenshtein;

/** The known word that a mistyped one is nearest to. */
final class Suggestion {
  private static final int FARTHEST = 2;

  private Suggestion() {}

  /** Returns a known word that at most two changes, and a third of its letters, tell apart. */
  static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .filter(each -> Levenshtein.distance(word, each) <= Math.min(FARTHEST, each.length() / 3))
        .min(Comparator.comparingInt(each -> Levenshtein.distance(word, each)));
  }
}
