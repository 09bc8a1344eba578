package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The t tests and intervals against R 4. In R: {@code x <- c(4.605, 4.611, 4.598, 4.62, 4.607)},
 * {@code y <- c(4.702, 4.688, 4.71, 4.699, 4.72, 4.693)}, {@code m <- log(1.05)}, {@code d <-
 * c(0.021, -0.004, 0.013, 0.031, 0.008, 0.017, -0.002)}.
 */
final class ContrastTest {
  private static final double[] BASE = {4.605, 4.611, 4.598, 4.62, 4.607};
  private static final double[] NEW = {4.702, 4.688, 4.71, 4.699, 4.72, 4.693};
  private static final double[] DIFFERENCES = {0.021, -0.004, 0.013, 0.031, 0.008, 0.017, -0.002};
  private static final double MARGIN = Math.log(1.05);
  private static final Offset<Double> TIGHT = within(1e-12);

  private final Contrast welch = WelchContrast.of(BASE, NEW, Prior.NONE);
  private final Contrast blocks = BlockContrast.of(DIFFERENCES);

  /** R: {@code t.test(y, x)}. */
  @Test
  void givesWelchsInterval() {
    assertThat(welch.estimate()).isCloseTo(0.0938, TIGHT);
    assertThat(welch.standardError()).isCloseTo(0.00596713219785408, TIGHT);
    assertThat(welch.degreesOfFreedom()).isCloseTo(8.79737456806328, within(1e-10));
    assertThat(welch.interval(0.95).low()).isCloseTo(0.080253867033455, TIGHT);
    assertThat(welch.interval(0.95).high()).isCloseTo(0.107346132966545, TIGHT);
  }

  /** R: {@code t.test(y, x, mu = m, alternative = "greater")} and {@code "less"}. */
  @Test
  void testsOneSidedAgainstTheMargin() {
    assertThat(welch.pAbove(MARGIN)).isCloseTo(1.99889117293617e-05, TIGHT);
    assertThat(welch.pBelow(MARGIN)).isCloseTo(0.999980011088271, TIGHT);
    assertThat(welch.pBelow(-MARGIN)).isCloseTo(0.99999999868721, TIGHT);
  }

  /** R: {@code t.test(d)} and {@code t.test(d, mu = 0.005, alternative = "greater")}. */
  @Test
  void treatsBlocksAsPairs() {
    assertThat(blocks.degreesOfFreedom()).isEqualTo(6);
    assertThat(blocks.interval(0.95).low()).isCloseTo(0.000448680305853131, TIGHT);
    assertThat(blocks.interval(0.95).high()).isCloseTo(0.023551319694146866, TIGHT);
    assertThat(blocks.pAbove(0.005)).isCloseTo(0.0943227370475436, TIGHT);
    assertThat(blocks.pBelow(0.005)).isCloseTo(1 - 0.0943227370475436, TIGHT);
  }

  @Test
  void swapsSignWhenTheSidesAreSwapped() {
    Contrast swapped = WelchContrast.of(NEW, BASE, Prior.NONE);
    assertThat(swapped.estimate()).isEqualTo(-welch.estimate());
    assertThat(swapped.pBelow(-MARGIN)).isCloseTo(welch.pAbove(MARGIN), TIGHT);
    assertThat(swapped.permutationBelow(-MARGIN)).isEqualTo(welch.permutationAbove(MARGIN));
  }

  @Test
  void takesForksThatDoNotVaryAsExact() {
    Contrast exact =
        WelchContrast.of(new double[] {0.1, 0.1, 0.1}, new double[] {0.3, 0.3}, Prior.NONE);
    assertThat(exact.standardError()).isZero();
    assertThat(exact.interval(0.95)).isEqualTo(new Interval(0.3 - 0.1, 0.3 - 0.1));
    assertThat(exact.pAbove(0.1)).isZero();
    assertThat(exact.pAbove(0.3)).isEqualTo(1);
    assertThat(exact.pBelow(0.3)).isZero();
    assertThat(exact.pBelow(0.1)).isEqualTo(1);
    assertThat(exact.degreesOfFreedom()).isEqualTo(3);
  }

  @Test
  void keepsTheDegreesOfFreedomOfTheOnlySideThatVaries() {
    Contrast half =
        WelchContrast.of(new double[] {1, 1, 1}, new double[] {1.1, 1.2, 1.4, 1.3}, Prior.NONE);
    assertThat(half.degreesOfFreedom()).isCloseTo(3, TIGHT);
  }

  @Test
  void scalesToOtherNumbersOfForks() {
    Contrast five = WelchContrast.of(BASE, new double[] {4.7, 4.71, 4.69, 4.72, 4.68}, Prior.NONE);
    assertThat(five.standardErrorWith(5)).isCloseTo(five.standardError(), TIGHT);
    assertThat(five.degreesOfFreedomWith(5)).isCloseTo(five.degreesOfFreedom(), within(1e-9));
    assertThat(blocks.standardErrorWith(28)).isCloseTo(blocks.standardError() / 2, TIGHT);
    assertThat(blocks.degreesOfFreedomWith(28)).isEqualTo(27);
    assertThat(WelchContrast.of(new double[2], new double[2], Prior.NONE).degreesOfFreedomWith(5))
        .isEqualTo(8);
  }

  @Test
  void wantsTwoBlocks() {
    assertThatThrownBy(() -> BlockContrast.of(new double[1]))
        .hasMessage("blocks must be at least 2, were 1");
  }

  /** Two sides of equal spread and unequal size: Welch's df is not n₁ + n₂ − 2. */
  @Test
  void takesWelchsDegreesOfFreedomWhereTheSpreadsAreEqual() {
    Contrast contrast =
        WelchContrast.of(new double[] {1, 2, 3}, new double[] {1, -1, 1, -1, 0}, Prior.NONE);
    double sum = 1.0 / 3 + 1.0 / 5;
    double welchs = sum * sum / (1.0 / 9 / 2 + 1.0 / 25 / 4);
    assertThat(contrast.degreesOfFreedom()).isCloseTo(welchs, TIGHT);
  }

  /** What rounding makes of the mean of equal values must not become a spread. */
  @Test
  void seesNoSpreadInEqualValues() {
    for (int n = 2; n < 40; n++) {
      for (double value : new double[] {0.1, Math.log(3.3), Math.log(7e-9), 1e300}) {
        double[] equal = new double[n];
        Arrays.fill(equal, value);
        assertThat(WelchContrast.variance(equal)).as("%d times %s", n, value).isZero();
        assertThat(WelchContrast.mean(equal)).isEqualTo(value);
      }
    }
  }
}
