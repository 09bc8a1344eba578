package fanout.stats;

import java.util.List;
import java.util.stream.Stream;

/**
 * The looks of an interleaved collection at its data, and the part of the 5 % error that each may
 * spend.
 *
 * <p>The shares follow Lan and DeMets' spending function of Pocock's type, α(t) = α·ln(1 + (e−1)·t)
 * (Biometrika 70, 1983), with t the part of the planned blocks that are done. Each look tests at
 * the increase since the look before, so that by Bonferroni's inequality the chance of a false call
 * at any look is at most α. That holds for the exact t tests of few blocks and for every
 * correlation between looks, where boundaries computed from a multivariate normal would not; the
 * price is a little power. The intervals shown at a look have the confidence 1 − its share, so all
 * looks together have 95 %.
 *
 * @param blocks the most blocks, at least 2
 * @param looks after how many blocks the data are looked at, ascending, the last at {@code blocks}
 */
public record SequentialPlan(int blocks, List<Integer> looks) {
  /** The error that all looks together may spend. */
  public static final double ALPHA = 0.05;

  /** Fewer blocks than this have no spread. */
  public static final int FEWEST_BLOCKS = 2;

  /** Copies the looks. */
  public SequentialPlan {
    looks = List.copyOf(looks);
  }

  /**
   * Plans looks after half, three quarters and all of the blocks. Fewer looks would stop later,
   * more would leave too little for each.
   *
   * @throws IllegalArgumentException if there are fewer than 2 blocks
   */
  public static SequentialPlan of(int blocks) {
    if (blocks < FEWEST_BLOCKS) {
      throw new IllegalArgumentException("blocks must be at least 2, were " + blocks);
    }
    List<Integer> looks =
        Stream.of((blocks + 1) / 2, (3 * blocks + 3) / 4, blocks)
            .filter(look -> look >= FEWEST_BLOCKS)
            .distinct()
            .toList();
    return new SequentialPlan(blocks, looks);
  }

  /** Tells whether the data are looked at after so many blocks. */
  public boolean isLook(int done) {
    return looks.contains(done);
  }

  /** Returns the level of a planned look. */
  public Level levelAt(int done) {
    return Level.ofLook(spentBy(done) - spentBefore(done));
  }

  /**
   * Returns the level of a last look after fewer blocks than planned, because time has run out: it
   * may spend all that is left. Valid as long as when time runs out does not depend on the result.
   */
  public Level levelOfLastLook(int done) {
    return Level.ofLook(ALPHA - spentBefore(done));
  }

  private double spentBefore(int done) {
    return looks.stream().filter(look -> look < done).mapToDouble(this::spentBy).max().orElse(0);
  }

  private double spentBy(int done) {
    double time = (double) done / blocks;
    return ALPHA * Math.log1p((Math.E - 1) * time);
  }
}
