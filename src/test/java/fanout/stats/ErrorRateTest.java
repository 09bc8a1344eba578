package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.stats.FileSimulation.Spreads;
import org.junit.jupiter.api.Test;

/**
 * How often a comparison of whole files errs, by simulation from fixed seeds: rows whose truth lies
 * exactly on the margin, the least favourable place. {@link RateTables} writes what more runs show.
 */
final class ErrorRateTest {
  /** Three standard errors of 400 runs at 5 % are 0.033. */
  @Test
  void keepsTheFamilywiseErrorAtTheMarginFromThreeForksOn() {
    for (int forks : new int[] {3, 5, 10}) {
      for (int rows : new int[] {1, 20}) {
        for (Spreads spreads : Spreads.values()) {
          FileSimulation files = new FileSimulation(forks, rows, 0.02, spreads, Noise.NORMAL);
          assertThat(files.falseAlarms(400)).as(files.toString()).isLessThan(0.083);
        }
      }
    }
  }

  @Test
  void keepsTheErrorOfASinglePassAtTheMargin() {
    for (int forks : new int[] {3, 5}) {
      FileSimulation files = new FileSimulation(forks, 20, 0.02, Spreads.EQUAL, Noise.NORMAL);
      assertThat(files.falsePasses(300)).as(files.toString()).isLessThan(0.06);
    }
  }

  @Test
  void passesTwentyUnchangedRowsOfFiveForksMoreOftenThanNot() {
    FileSimulation files = new FileSimulation(5, 20, 0.02, Spreads.EQUAL, Noise.NORMAL);
    assertThat(files.passes(200)).isGreaterThan(0.5);
  }
}
