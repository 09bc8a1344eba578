package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.RowKey;
import fanout.stats.Simulation.Design;
import fanout.stats.Simulation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Rates of 1000 simulated comparisons from a fixed seed: three standard errors are 0.021 at 5 %.
 */
final class SimulationTest {
  private static final int RUNS = 1_000;
  private static final long SEED = 42;
  private static final List<Outcome> OUTCOMES = Simulation.run(RUNS, SEED);

  @Test
  void keepsItsErrorRatesUnderTheNoiseItAssumes() {
    for (Design design : Design.values()) {
      assertThat(coverage(Noise.NORMAL, design)).as("coverage, %s", design).isBetween(0.929, 0.99);
      assertThat(alarms(Noise.NORMAL, design)).as("alarms, %s", design).isLessThan(0.071);
    }
  }

  @Test
  void keepsItsErrorRatesInterleavedUnderEveryNoise() {
    for (Noise noise : Noise.values()) {
      assertThat(coverage(noise, Design.INTERLEAVED)).as("coverage, %s", noise).isGreaterThan(0.92);
      assertThat(alarms(noise, Design.INTERLEAVED)).as("alarms, %s", noise).isLessThan(0.071);
    }
  }

  /** Three standard errors of 600 runs at 5 % are 0.027. */
  @Test
  void keepsTheErrorOfAllLooksAndRowsTogether() {
    SplittableRandom random = new SplittableRandom(SEED);
    int alarms = 0;
    for (int run = 0; run < 600; run++) {
      double[][] rows = new double[20][10];
      for (double[] row : rows) {
        Arrays.setAll(row, i -> Math.log1p(0.05) + 0.02 * random.nextGaussian());
      }
      alarms += isAnyRegressed(rows) ? 1 : 0;
    }
    assertThat(alarms / 600.0).isBetween(0.01, 0.077);
  }

  private static boolean isAnyRegressed(double[][] rows) {
    SequentialVerdicts verdicts = new SequentialVerdicts(Criteria.DEFAULT);
    SequentialPlan plan = SequentialPlan.of(10);
    boolean isAny = false;
    for (int done : plan.looks()) {
      List<Trial> trials = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        trials.add(
            Trial.of(
                new RowKey("row" + i, "avgt", new TreeMap<>(), 1),
                Criteria.DEFAULT.measures().getFirst(),
                BlockContrast.of(Arrays.copyOf(rows[i], done))));
      }
      List<Row> judged = verdicts.judge(plan.lookAt(done)).judge(trials);
      isAny |= judged.stream().anyMatch(row -> row.verdict() == Verdict.REGRESSED);
    }
    return isAny;
  }

  @Test
  void showsThatTwoFilesCannotSeeDrift() {
    assertThat(alarms(Noise.DRIFT, Design.TWO_FILES)).isGreaterThan(0.3);
    assertThat(alarms(Noise.MOODS, Design.TWO_FILES)).isGreaterThan(0.1);
  }

  @Test
  void givesTheSameForTheSameSeed() {
    assertThat(Simulation.run(20, SEED)).isEqualTo(Simulation.run(20, SEED));
  }

  private static double coverage(Noise noise, Design design) {
    return (double) outcome(noise, design).covered() / RUNS;
  }

  private static double alarms(Noise noise, Design design) {
    return (double) outcome(noise, design).alarms() / RUNS;
  }

  private static Outcome outcome(Noise noise, Design design) {
    return OUTCOMES.stream()
        .filter(outcome -> outcome.noise() == noise && outcome.design() == design)
        .findFirst()
        .orElseThrow();
  }
}
