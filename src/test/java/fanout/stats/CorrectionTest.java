package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holm's correction, the exact interval of a proportion, power and Grubbs' test against R 4. */
final class CorrectionTest {
  /** R: {@code p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), "holm")}. */
  @Test
  void adjustsAsHolmDoes() {
    assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005, 0.5}))
        .containsExactly(new double[] {0.04, 0.09, 0.09, 0.025, 0.5}, within(1e-12));
    assertThat(Holm.adjust(new double[] {0.6, 0.9})).containsExactly(1, 1);
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }

  /** R: {@code binom.test(0, 59)}, {@code binom.test(3, 20)}, {@code binom.test(20, 20)}. */
  @Test
  void givesTheExactIntervalOfAProportion() {
    assertThat(Interval.ofProportion(0, 59, 0.95).low()).isZero();
    assertThat(Interval.ofProportion(0, 59, 0.95).high())
        .isCloseTo(0.0606089009503399, within(1e-10));
    assertThat(Interval.ofProportion(3, 20, 0.95).low())
        .isCloseTo(0.0320709371854637, within(1e-10));
    assertThat(Interval.ofProportion(3, 20, 0.95).high())
        .isCloseTo(0.3789268265453140, within(1e-10));
    assertThat(Interval.ofProportion(20, 20, 0.95).low())
        .isCloseTo(0.831566529016915, within(1e-10));
    assertThat(Interval.ofProportion(20, 20, 0.95).high()).isEqualTo(1);
  }

  /** 59 is the least number of trials without a hit that bounds the rate below 5 %. */
  @Test
  void boundsTheRateBelowFivePercentFrom59TrialsOn() {
    assertThat(Interval.ofProportion(0, 59, 0.9).high())
        .isCloseTo(0.049507609888227, within(1e-10));
    assertThat(Interval.ofProportion(0, 58, 0.9).high()).isGreaterThan(0.05);
  }

  /**
   * R: {@code power.t.test(n = 5, power = .8, sd = 1, sig.level = .05, type = "two.sample",
   * alternative = "one.sided")$delta} is 1.72458185, by the noncentral t; the standard error is
   * √(2/5).
   */
  @Test
  void givesTheEffectThatIsFoundWithEightyPercentPower() {
    double[] values = {
      -1.2649110640673518, -0.6324555320336759, 0, 0.6324555320336759, 1.2649110640673518
    };
    Contrast unit = WelchContrast.of(values, values, Prior.NONE);
    assertThat(new Power(0.05, 0.8).minimumDetectable(unit, 0))
        .isCloseTo(1.72458185, within(0.003));
    assertThat(new Power(0.05, 0.8).minimumDetectable(unit, 0.1))
        .isCloseTo(1.82458185, within(0.003));
  }

  /**
   * SciPy 1.17: {@code brentq(lambda d: nct.sf(t.ppf(1 - alpha, df), df, d) - 0.8, 0.1, 15)} with
   * its noncentral t.
   */
  @Test
  void agreesWithTheNoncentralT() {
    assertThat(new Power(0.05, 0.8).reach(4)).isCloseTo(3.03975, within(0.01));
    assertThat(new Power(0.0025, 0.8).reach(8)).isCloseTo(4.86604, within(0.02));
    assertThat(new Power(0.01, 0.8).reach(15)).isCloseTo(3.48903, within(0.01));
    assertThat(new Power(0.05, 0.8).reach(30)).isCloseTo(2.54454, within(0.005));
    assertThat(new Power(0.05, 0.8).solve(4)).isCloseTo(3.03975, within(0.003));
    assertThat(new Power(0.0025, 0.8).solve(8)).isCloseTo(4.86604, within(0.005));
    assertThat(new Power(0.01, 0.8).solve(15)).isCloseTo(3.48903, within(0.003));
    assertThat(new Power(0.05, 0.8).solve(30)).isCloseTo(2.54454, within(0.001));
    assertThat(new Power(0.05, 0.8).solve(1e6)).isCloseTo(2.486475, within(1e-5));
  }

  /** R: {@code qnorm(0.8) + qnorm(0.95)}; and the more tests, the farther. */
  @Test
  void needsAFartherEffectForMoreTestsAndFewerForks() {
    assertThat(new Power(0.05, 0.8).reach(1e6)).isCloseTo(2.486475, within(1e-5));
    assertThat(new Power(0.05, 0.8).reach(30)).isBetween(2.49, 2.6);
    assertThat(new Power(0.05 / 20, 0.8).reach(8)).isGreaterThan(new Power(0.05, 0.8).reach(8) + 1);
  }

  /**
   * SciPy's noncentral t, as above, with 0.99 for 0.8; for the normal one R: {@code qnorm(0.99) +
   * qnorm(0.95)}.
   */
  @Test
  void needsAFartherEffectForMorePower() {
    assertThat(new Power(0.05, 0.99).reach(1e6)).isCloseTo(3.971201, within(1e-5));
    assertThat(new Power(0.05, 0.99).reach(8)).isCloseTo(4.375983, within(0.02));
  }

  @Test
  void findsHowManyForksAreNeeded() {
    double[] noisy = {0.00, 0.05, -0.05, 0.10, -0.10};
    Contrast contrast = WelchContrast.of(noisy, noisy, Prior.NONE);
    Power power = new Power(0.05, 0.8);
    int forks = power.forksNeeded(contrast, 0.05, 3);
    assertThat(
            power.reach(contrast.degreesOfFreedomWith(forks)) * contrast.standardErrorWith(forks))
        .isLessThanOrEqualTo(0.05);
    assertThat(
            power.reach(contrast.degreesOfFreedomWith(forks - 1))
                * contrast.standardErrorWith(forks - 1))
        .isGreaterThan(0.05);
    assertThat(
            power.forksNeeded(WelchContrast.of(new double[2], new double[2], Prior.NONE), 0.01, 3))
        .isEqualTo(3);
    double[] wild = {-9, 9};
    assertThat(power.forksNeeded(WelchContrast.of(wild, wild, Prior.NONE), 0.01, 3))
        .isEqualTo(1_001);
  }

  /**
   * R: {@code G <- max(abs(x - mean(x))) / sd(x); t <- sqrt(n * (n - 2) * G^2 / ((n - 1)^2 - n *
   * G^2)); min(1, 2 * n * pt(t, n - 2, lower.tail = FALSE))} for {@code c(1, 1.1, 0.9, 1.05, 0.97,
   * 3)} and without the 3.
   */
  @Test
  void givesThePOfGrubbsTest() {
    assertThat(ForkChecks.grubbsP(2.034110089228546, 6))
        .isCloseTo(0.000109721768290238, within(1e-12));
    assertThat(ForkChecks.grubbsP(1.362068853212618, 5))
        .isCloseTo(0.673857980131497, within(1e-10));
    assertThat(ForkChecks.grubbsP(2, 4)).isZero();
  }

  /** R: {@code acf(c(1, 2, 4, 3, 5, 4.5, 6, 5.5), plot = FALSE)$acf[2]}. */
  @Test
  void givesTheLagOneCorrelation() {
    assertThat(ForkChecks.lagOne(new double[] {1, 2, 4, 3, 5, 4.5, 6, 5.5}))
        .isCloseTo(0.446637426900585, within(1e-12));
  }

  /** R: {@code qt(0.975, 8.797)}, {@code qt(1e-6, 2.3, lower.tail = FALSE)}, {@code qt(0.2, 4)}. */
  @Test
  void givesTheQuantilesOfStudentsT() {
    assertThat(StudentT.upperQuantile(8.797, 0.025)).isCloseTo(2.270139610369, within(1e-10));
    assertThat(StudentT.upperQuantile(2.3, 1e-6)).isCloseTo(329.172541886, within(1e-6));
    assertThat(StudentT.upperQuantile(4, 0.8)).isCloseTo(-0.9409645772352, within(1e-12));
  }

  /** For one and two degrees of freedom, which have no variance, they are elementary. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 5e-7, 1e-4, 0.025, 0.4, 0.9})
  void givesTheQuantilesOfStudentsTWithTheLongestTails(double tail) {
    assertThat(StudentT.upperQuantile(1, tail))
        .isCloseTo(1 / Math.tan(Math.PI * tail), withinPercentage(0.1));
    assertThat(StudentT.upperQuantile(2, tail))
        .isCloseTo((1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail)), withinPercentage(0.1));
  }

  @Test
  void takesManyDegreesOfFreedomForNormal() {
    assertThat(StudentT.upperTail(99_999, 3))
        .isCloseTo(StudentT.upperTail(100_000, 3), within(5e-7));
    assertThat(StudentT.upperTail(1e6, -1)).isCloseTo(0.841344746, within(1e-6));
    assertThat(StudentT.upperQuantile(1e5, 0.001)).isCloseTo(3.0903, within(2e-4));
    assertThat(StudentT.upperQuantile(99_999, 1e-6))
        .isCloseTo(StudentT.upperQuantile(100_000, 1e-6), within(5e-4));
  }

  @Test
  void refusesMoreHitsThanTrials() {
    for (int hits : new int[] {-1, 3}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Interval.ofProportion(hits, 2, 0.95))
          .withMessageContaining("were %d of 2", hits);
    }
  }

  @Test
  void takesProportionsFromNoneToAll() {
    assertThat(Interval.ofProportion(0, 1, 0.95).low()).isZero();
    assertThat(Interval.ofProportion(1, 1, 0.95).high()).isEqualTo(1);
    assertThat(new Interval(1, 2).contains(1)).isTrue();
    assertThat(new Interval(1, 2).contains(2)).isTrue();
    assertThat(new Interval(1, 2).contains(2.0001)).isFalse();
    assertThat(new Interval(1, 2).contains(0.9999)).isFalse();
  }
}
