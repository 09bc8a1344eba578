package fanout.ab;

import fanout.stats.BlockComparison.Block;
import fanout.stats.Comparison;
import java.util.List;

/**
 * The result of an interleaved collection.
 *
 * @param comparison the verdicts, each from the look that decided it
 * @param rounds how many rounds of blocks ran, the last maybe in part
 * @param blocks all blocks
 * @param stopped why no more blocks ran
 * @param failures what happened to forks that gave no result, one line each
 */
public record Collection(
    Comparison comparison, int rounds, List<Block> blocks, Reason stopped, List<String> failures) {
  /** The reasons why a collection ends. */
  public enum Reason {
    DECIDED("every row is decided"),
    COMPLETE("all planned blocks ran"),
    OUT_OF_TIME("the time limit was reached");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** Returns the reason in words. */
    public String text() {
      return text;
    }
  }

  /** Copies the lists. */
  public Collection {
    blocks = List.copyOf(blocks);
    failures = List.copyOf(failures);
  }
}
