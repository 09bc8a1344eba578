package fanout.stats;

import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The rate of wrong verdicts under noise that is heavier than they assume.
 *
 * <p>Fork values are drawn in the order in which forks would run: all of the base and then all of
 * the new side for two files, ABBA blocks for interleaved collection, which stops at its looks as
 * {@link SequentialPlan} has it. The true log-ratio lies exactly on the margin, the least
 * favourable place for false alarms.
 */
final class Simulation {
  /** Spread of single forks, as a share. */
  private static final double SPREAD = 0.02;

  private static final int BLOCKS = 10;
  private static final double MARGIN = Math.log1p(Criteria.DEFAULT_THRESHOLD);
  private static final RowKey KEY = new RowKey("simulated", "avgt", new TreeMap<>(), 1);

  private final SplittableRandom random;

  private Simulation(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The ways of collecting forks. */
  enum Design {
    /** Two files of 5 forks each, one after the other. */
    TWO_FILES(5, 5),
    /** Two files of 5 and 15 forks; the smaller one is three times as noisy. */
    UNEQUAL_FILES(5, 15),
    /** Up to 10 blocks of four forks in turn. */
    INTERLEAVED(2 * BLOCKS, 2 * BLOCKS);

    private final int base;
    private final int candidate;

    Design(int base, int candidate) {
      this.base = base;
      this.candidate = candidate;
    }
  }

  /**
   * The outcome for one kind of noise and one design.
   *
   * @param noise the noise
   * @param design how the forks were collected
   * @param runs simulated comparisons
   * @param covered how many 95 % intervals held the true ratio
   * @param alarms how many were called regressed, with the truth on the margin
   */
  record Outcome(Noise noise, Design design, int runs, int covered, int alarms) {}

  /**
   * Simulates every kind of noise under every design.
   *
   * @param runs comparisons for each
   * @param seed where chance starts
   */
  static List<Outcome> run(int runs, long seed) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Noise noise : Noise.values()) {
      for (Design design : Design.values()) {
        outcomes.add(new Simulation(seed).outcome(noise, design, runs));
      }
    }
    return outcomes;
  }

  private Outcome outcome(Noise noise, Design design, int runs) {
    int covered = 0;
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      Row row =
          design == Design.INTERLEAVED
              ? interleaved(noise.values(4 * BLOCKS, random))
              : files(design, noise.values(design.base + design.candidate, random));
      covered += row.interval().contains(Math.exp(MARGIN)) ? 1 : 0;
      alarms += row.verdict() == Verdict.REGRESSED ? 1 : 0;
    }
    return new Outcome(noise, design, runs, covered, alarms);
  }

  private static Row files(Design design, double[] noise) {
    double wildness = design == Design.UNEQUAL_FILES ? 3 : 1;
    double[] base = scaled(Arrays.copyOf(noise, design.base), wildness, 0);
    double[] candidate = scaled(Arrays.copyOfRange(noise, design.base, noise.length), 1, MARGIN);
    return new Judge(Criteria.DEFAULT, Level.SINGLE_LOOK)
        .judge(List.of(trial(WelchContrast.of(base, candidate, Prior.NONE))))
        .getFirst();
  }

  private Row interleaved(double[] noise) {
    SequentialPlan plan = SequentialPlan.of(BLOCKS);
    double[] differences = new double[BLOCKS];
    for (int block = 0; block < BLOCKS; block++) {
      int at = 4 * block;
      double outer = noise[at] + noise[at + 3];
      double inner = noise[at + 1] + noise[at + 2];
      double sign = random.nextBoolean() ? 1 : -1;
      differences[block] = MARGIN + SPREAD * sign * (inner - outer) / 2;
    }
    SequentialVerdicts verdicts = new SequentialVerdicts(Criteria.DEFAULT);
    List<Row> rows = List.of();
    for (int done : plan.looks()) {
      Trial trial = trial(BlockContrast.of(Arrays.copyOf(differences, done)));
      rows = verdicts.judge(plan.lookAt(done)).judge(List.of(trial));
      if (SequentialVerdicts.isDecided(rows.getFirst().verdict())) {
        break;
      }
    }
    return rows.getFirst();
  }

  private static Trial trial(Contrast contrast) {
    return Trial.of(KEY, Criteria.DEFAULT.measures().getFirst(), contrast);
  }

  private static double[] scaled(double[] noise, double wildness, double shift) {
    return Arrays.stream(noise).map(value -> SPREAD * wildness * value + shift).toArray();
  }
}
