package fanout.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** The known word that a mistyped one is nearest to. */
final class Suggestion {
  private static final int FARTHEST = 2;

  private Suggestion() {}

  /** Returns a known word that at most two changes, and a third of its letters, tell apart. */
  static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .filter(each -> distance(word, each) <= Math.min(FARTHEST, each.length() / 3))
        .min(Comparator.comparingInt(each -> distance(word, each)));
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  private static int distance(String one, String other) {
    int[][] changes = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        changes[i][j] = i == 0 || j == 0 ? i + j : least(changes, i, j, one, other);
      }
    }
    return changes[one.length()][other.length()];
  }

  private static int least(int[][] changes, int i, int j, String one, String other) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return IntStream.of(
            changes[i - 1][j] + 1,
            changes[i][j - 1] + 1,
            changes[i - 1][j - 1] + (same ? 0 : 1),
            swapped ? changes[i - 2][j - 2] + 1 : Integer.MAX_VALUE)
        .min()
        .orElseThrow();
  }
}
