package fanout.stats;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The looks of an interleaved collection at its data, and the level of each.
 *
 * <p>The error spent until a look follows Lan and DeMets' spending function of Pocock's type, α(t)
 * = α·ln(1 + (e−1)·t) (Biometrika 70, 1983), with t the part of the planned blocks that are done.
 * The levels of the looks are those that spend exactly that ({@link Boundary}). Student's t, with a
 * variance of its own at each look, is less correlated between looks than a normal sum. Levels of
 * sums of two values fewer keep the error near 5 %, where those of all values exceed it (simulated,
 * results/proof/rates.md).
 */
public final class SequentialPlan {
  /** The error that all looks together may spend. */
  public static final double ALPHA = 0.05;

  /** Fewer blocks than this have no spread. */
  public static final int FEWEST_BLOCKS = 2;

  private static final Map<List<Integer>, Look> LOOKS = new ConcurrentHashMap<>();

  private final int blocks;
  private final List<Integer> looks;

  private SequentialPlan(int blocks, List<Integer> looks) {
    this.blocks = blocks;
    this.looks = looks;
  }

  /**
   * Plans looks after half, three quarters and all of the blocks. Fewer looks would stop later,
   * more would leave too little for each.
   *
   * @param blocks the most blocks, at least 2
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

  /** Returns after how many blocks the data are looked at, ascending. */
  public List<Integer> looks() {
    return looks;
  }

  /** Tells whether the data are looked at after so many blocks. */
  public boolean isLook(int done) {
    return looks.contains(done);
  }

  /** Returns the planned look after so many blocks. */
  public Look lookAt(int done) {
    return look(done, blocks);
  }

  /**
   * Returns a last look after fewer blocks than planned, because time has run out: it may spend all
   * that is left. Valid as long as when time runs out does not depend on the result.
   */
  public Look lastLookAt(int done) {
    return look(done, done);
  }

  /** The looks so far, then the number of blocks at which all is spent. */
  private Look look(int done, int spentAt) {
    List<Integer> times =
        Stream.concat(looks.stream().filter(look -> look < done), Stream.of(done)).toList();
    List<Integer> key = Stream.concat(times.stream(), Stream.of(blocks, spentAt)).toList();
    return LOOKS.computeIfAbsent(key, any -> new Look(times, blocks, spentAt));
  }

  /** One look at the data: the levels of its tests. */
  public static final class Look {
    /** Total errors at which levels are computed; between them the logs are interpolated. */
    private static final double[] TOTALS = {
      1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5
    };

    /** Stands for none: looks at two blocks tell nothing of those at more. */
    private static final double SHORTEST = 1e-3;

    private final double[] levels = new double[TOTALS.length];

    Look(List<Integer> times, int blocks, int spentAt) {
      for (int i = 0; i < levels.length; i++) {
        double total = TOTALS[i];
        levels[i] =
            Boundary.lastLevel(
                times.stream()
                    .map(
                        done ->
                            new Boundary.Look(
                                Math.max(done - 2, SHORTEST),
                                done == spentAt ? total : spent(total, (double) done / blocks)))
                    .toList());
      }
    }

    private static double spent(double total, double part) {
      return total * Math.log1p((Math.E - 1) * part);
    }

    /**
     * Returns the level of a one-sided test at this look.
     *
     * @param total the error that all looks may spend, above 0, at most 0.5
     */
    public double level(double total) {
      return interpolated(total, TOTALS, levels);
    }

    /**
     * Returns the smallest total error at which a test with this p would reject at this look: a p
     * that counts for all looks (Liu and Anderson, JASA 103, 2008).
     *
     * @param p of a one-sided test, from 0 to 1
     */
    public double adjusted(double p) {
      if (p == 0 || p >= levels[levels.length - 1]) {
        return p == 0 ? 0 : 1;
      }
      return interpolated(p, levels, TOTALS);
    }

    /** Returns the error rates of this look where all looks may spend {@link #ALPHA}. */
    public Level level() {
      return Level.ofLook(ALPHA, level(ALPHA), 1 - 2 * level(ALPHA / 2));
    }

    private static double interpolated(double x, double[] from, double[] to) {
      int i = 1;
      while (i < from.length - 1 && from[i] < x) {
        i++;
      }
      double share = Math.log(x / from[i - 1]) / Math.log(from[i] / from[i - 1]);
      return to[i - 1] * Math.pow(to[i] / to[i - 1], share);
    }
  }
}
