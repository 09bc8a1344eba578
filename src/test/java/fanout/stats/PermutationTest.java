package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Against R 4, where {@code perm <- function(h, l) { p <- c(h, l); s <- apply(combn(length(p),
 * length(h)), 2, function(i) sum(p[i])); mean(s >= sum(h) - 1e-12) }} and {@code sg <- function(d)
 * { g <- as.matrix(expand.grid(rep(list(c(-1, 1)), length(d)))); mean(g %*% d >= sum(d) - 1e-12)
 * }}.
 */
final class PermutationTest {
  private static final double[] A = {1.2, 3.4, 2.2, 5.1, 2.9};
  private static final double[] B = {2.1, 0.4, 1.9, 3.0};

  /** R: {@code perm(a, b)} is 17/126, {@code perm(b, a)} 112/126. */
  @Test
  void countsEveryDealOfTwoSamples() {
    assertThat(TwoSamplePermutation.pGreater(A, B)).isEqualTo(17 / 126.0);
    assertThat(TwoSamplePermutation.pGreater(B, A)).isEqualTo(112 / 126.0);
  }

  /** R: {@code perm(u, v)} is 2792/24310. */
  @Test
  void countsEveryDealOfLargerSamples() {
    double[] u = {-0.626, 0.184, -0.836, 1.595, 0.330, -0.820, 0.487, 0.738, 0.576};
    double[] v = {-0.705, 1.112, -0.010, -1.021, -2.615, 0.725, -0.445, -0.416};
    assertThat(TwoSamplePermutation.pGreater(u, v)).isCloseTo(2792 / 24310.0, within(1e-12));
  }

  @Test
  void countsTiesAsHits() {
    double[] equal = {0.1, 0.1, 0.1};
    assertThat(TwoSamplePermutation.pGreater(equal, equal)).isEqualTo(1);
    assertThat(SignPermutation.pPositive(new double[4])).isEqualTo(1);
  }

  @Test
  void drawsDealsWhereThereAreTooManyToCount() {
    double[] low = new SplittableRandom(7).doubles(20).toArray();
    double[] near = Arrays.copyOf(low, 11);
    double[] far = Arrays.stream(low).map(value -> value + 2).toArray();
    assertThat(TwoSamplePermutation.pGreater(far, low)).isEqualTo(1 / 10_000.0);
    assertThat(TwoSamplePermutation.pGreater(low, far)).isEqualTo(1);
    assertThat(TwoSamplePermutation.pGreater(near, low)).isBetween(0.2, 0.99);
    assertThat(TwoSamplePermutation.pGreater(near, low))
        .isEqualTo(TwoSamplePermutation.pGreater(near, low));
  }

  @Test
  void drawsCloseToWhatCountingGives() {
    SplittableRandom random = new SplittableRandom(11);
    double[] high = random.doubles(15).map(value -> value + 0.1).toArray();
    double[] low = random.doubles(15).toArray();
    double exact = TwoSamplePermutation.pGreater(high, low);
    double[] more = Arrays.copyOf(low, 16);
    more[15] = Arrays.stream(low).average().orElseThrow();
    assertThat(TwoSamplePermutation.pGreater(high, more)).isCloseTo(exact, within(0.03));
  }

  @Test
  void knowsTheSmallestPItCanGive() {
    assertThat(TwoSamplePermutation.smallestP(5, 5)).isEqualTo(1 / 252.0);
    assertThat(TwoSamplePermutation.smallestP(2, 2)).isEqualTo(1 / 6.0);
    assertThat(TwoSamplePermutation.smallestP(20, 20)).isEqualTo(1e-4);
    assertThat(TwoSamplePermutation.smallestP(1, 30)).isEqualTo(1 / 31.0);
    assertThat(WelchContrast.of(A, B, Prior.NONE).smallestPermutationP()).isEqualTo(1 / 126.0);
    assertThat(BlockContrast.of(A).smallestPermutationP()).isEqualTo(1 / 32.0);
  }

  /** R: {@code sg(d)}, {@code sg(d - 0.005)} and {@code sg(-d)}. */
  @Test
  void countsEverySigning() {
    double[] d = {0.021, -0.004, 0.013, 0.031, 0.008, 0.017, -0.002};
    assertThat(BlockContrast.of(d).permutationAbove(0)).isEqualTo(0.03125);
    assertThat(BlockContrast.of(d).permutationAbove(0.005)).isEqualTo(0.1015625);
    assertThat(BlockContrast.of(d).permutationBelow(0)).isEqualTo(0.9765625);
  }

  @Test
  void drawsSigningsWhereThereAreTooManyToCount() {
    double[] positive = new SplittableRandom(3).doubles(40).toArray();
    assertThat(SignPermutation.pPositive(positive)).isEqualTo(1e-4);
    double[] mixed = Arrays.stream(positive).map(value -> value - 0.5).toArray();
    double[] counted = Arrays.copyOf(mixed, 30);
    double[] drawn = Arrays.copyOf(counted, 31);
    assertThat(SignPermutation.pPositive(drawn))
        .isCloseTo(SignPermutation.pPositive(counted), within(0.02));
  }

  /** Against the share that counting gives, since the sums of deals and signings must be right. */
  @Test
  void drawsAsCountingDoesOnBothSidesOfTheMiddle() {
    SplittableRandom random = new SplittableRandom(23);
    double[] high = random.doubles(15).map(value -> value + 0.25).toArray();
    double[] low = random.doubles(15).toArray();
    double[] longer = Arrays.copyOf(low, 16);
    longer[15] = Arrays.stream(low).average().orElseThrow();
    double exact = TwoSamplePermutation.pGreater(high, low);
    assertThat(exact).isBetween(0.0001, 0.1);
    assertThat(TwoSamplePermutation.pGreater(high, longer)).isCloseTo(exact, within(0.02));
    assertThat(TwoSamplePermutation.pGreater(longer, high)).isCloseTo(1 - exact, within(0.02));

    double[] signed = random.doubles(30).map(value -> value - 0.35).toArray();
    double[] zero = Arrays.copyOf(signed, 31);
    double counted = SignPermutation.pPositive(signed);
    assertThat(counted).isBetween(0.0001, 0.1);
    assertThat(SignPermutation.pPositive(zero)).isCloseTo(counted, within(0.01));
    double[] negated = Arrays.stream(zero).map(value -> -value).toArray();
    assertThat(SignPermutation.pPositive(negated)).isCloseTo(1 - counted, within(0.01));
  }

  /** Deals that differ from the observed one by rounding alone are ties, and ties are hits. */
  @Test
  void doesNotTakeRoundingForADifference() {
    double[] high = {0.1, 0.2, 0.3};
    double[] low = {0.3, 0.2, 0.1};
    assertThat(TwoSamplePermutation.pGreater(high, low)).isEqualTo(14 / 20.0);
    assertThat(SignPermutation.pPositive(new double[] {0.1, 0.2, -0.3})).isEqualTo(0.625);
    double[] far = {1.0 + 1e-9, 0, 0};
    assertThat(TwoSamplePermutation.pGreater(far, new double[] {1, 0, 0})).isLessThan(0.81);
  }

  /**
   * One value against thirty: p is its rank, here second of 31, and skew does not turn it round.
   */
  @Test
  void drawsDealsOfVeryUnequalSamples() {
    double[] low = new double[30];
    Arrays.setAll(low, i -> i == 0 ? 10 : i * 1e-3);
    double p = TwoSamplePermutation.pGreater(new double[] {8}, low);
    assertThat(p).isCloseTo(2 / 31.0, within(0.01));
  }

  @Test
  void toleratesRoundingInProportionToTheValues() {
    assertThat(TwoSamplePermutation.tolerance(new double[] {1e3, -1e3}))
        .isCloseTo(2e-9, within(1e-21));
    assertThat(TwoSamplePermutation.tolerance(new double[0])).isZero();
  }
}
