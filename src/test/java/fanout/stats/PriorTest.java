package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Moderated variances against Smyth's equations (2004, section 6.2), solved with SciPy 1.17: {@code
 * e = log(v) - digamma(d/2) + log(d/2)}; {@code d0 = 2*brentq(lambda y: polygamma(1, y) -
 * (e.var(ddof=1) - polygamma(1, d/2)), 1e-6, 1e9)}; {@code s0 = exp(e.mean() + digamma(d0/2) -
 * log(d0/2))}.
 */
final class PriorTest {
  @Test
  void fitsThePriorOfVariancesThatAreMuchAlike() {
    Prior prior = Prior.fit(spreads(4, 0.8, 1.2, 3.5, 0.4, 2.2, 0.9, 1.7, 6.0));
    assertThat(prior.freedom()).isCloseTo(19.900125476430595, within(1e-6));
    assertThat(prior.variance()).isCloseTo(1.8812056680627536, within(1e-8));
    Spread moderated = prior.moderate(new Spread(3.5, 4));
    assertThat(moderated.variance()).isCloseTo(2.152132167345553, within(1e-8));
    assertThat(moderated.freedom()).isCloseTo(23.900125476430595, within(1e-6));
  }

  @Test
  void borrowsLittleWhereVariancesDifferWidely() {
    Prior prior = Prior.fit(spreads(4, 0.02, 1.2, 35, 0.4, 0.2, 9, 1.7, 6));
    assertThat(prior.freedom()).isCloseTo(0.9956922913131049, within(1e-7));
    assertThat(prior.variance()).isCloseTo(0.4589060626798862, within(1e-8));
    assertThat(prior.moderate(new Spread(0.4, 4)).variance())
        .isCloseTo(0.41174057750193266, within(1e-8));
  }

  @Test
  void poolsAllWhereVariancesAreNoFartherApartThanChance() {
    Prior prior = Prior.fit(spreads(4, 1, 1.1, 0.9, 1.05));
    assertThat(prior.freedom()).isEqualTo(Spread.KNOWN);
  }

  /**
   * The output that limma is tested against ("Similar to Mette Langaas 19 May 2004" in
   * tests/limma-Tests.Rout.save, github.com/cran/limma): {@code fit$sigma}, {@code df.residual} and
   * of {@code eBayes(fit2)} the prior, {@code s2.post}, and t and p of {@code alpha-beta}.
   */
  @Test
  void agreesWithLimmasModeratedTests() {
    double[] sigma = {1.3425032, 0.4647155, 1.1993444, 0.9428569, 0.9421509};
    double[] freedom = {6, 6, 6, 6, 4};
    double[] moderated = {1.2677996, 0.6459499, 1.1251558, 0.9097727, 0.9124980};
    double[] effect = {3.537333, 4.355578, 3.197645, 2.697734, 3.502304};
    double[] unscaled = {0.8164966, 0.8164966, 0.8164966, 0.8164966, 1.1547005};
    double[] t = {3.847656, 6.637308, 3.692066, 3.464003, 3.175181};
    double[] p = {1.529450e-03, 7.144893e-06, 2.109270e-03, 3.381970e-03, 7.124839e-03};
    List<Spread> own =
        IntStream.range(0, 5)
            .mapToObj(row -> new Spread(sigma[row] * sigma[row], freedom[row]))
            .toList();
    Prior prior = Prior.fit(own);
    assertThat(prior.freedom()).isCloseTo(9.306153, within(1e-4));
    assertThat(prior.variance()).isCloseTo(0.923179, within(1e-6));
    for (int row = 0; row < 5; row++) {
      Spread spread = prior.moderate(own.get(row));
      double found = effect[row] / (unscaled[row] * Math.sqrt(spread.variance()));
      assertThat(spread.variance()).isCloseTo(moderated[row], within(1e-6));
      assertThat(found).isCloseTo(t[row], within(1e-5));
      assertThat(2 * StudentT.upperTail(spread.freedom(), found))
          .isCloseTo(p[row], within(1e-5 * p[row] + 1e-9));
    }
  }

  /** As limma's {@code df.total <- pmin(df.total, sum(df.residual))}. */
  @Test
  void restsOnNoMoreDegreesOfFreedomThanAllRowsHave() {
    List<Spread> own = spreads(4, 1, 1.1, 0.9, 1.05);
    Prior prior = Prior.fit(own);
    assertThat(prior.moderate(own.getFirst()).freedom()).isEqualTo(16);
    assertThat(prior.spread()).isEqualTo(new Spread(prior.variance(), 16));
  }

  @Test
  void invertsTheTrigammaFunction() {
    assertThat(Prior.inverseTrigamma(0.1)).isCloseTo(10.491681821078197, within(1e-7));
    assertThat(Prior.inverseTrigamma(1)).isCloseTo(1.426255120215079, within(1e-8));
    assertThat(Prior.inverseTrigamma(5)).isCloseTo(0.4961687347041072, within(1e-8));
  }

  @Test
  void leavesARowItsOwnVarianceIfItDoesNotBelongToTheOthers() {
    Prior prior = Prior.fit(spreads(4, 0.8, 1.2, 3.5, 0.4, 2.2, 0.9, 1.7, 6.0));
    Spread wild = new Spread(100, 4);
    assertThat(prior.moderate(wild)).isEqualTo(wild);
  }

  @Test
  void borrowsNothingFromFewRowsOrFromExactOnes() {
    assertThat(Prior.fit(spreads(4, 1, 2))).isEqualTo(Prior.NONE);
    assertThat(Prior.fit(spreads(4, 0, 0, 0, 0, 1, 2))).isEqualTo(Prior.NONE);
    Spread own = new Spread(3, 4);
    assertThat(Prior.NONE.moderate(own)).isEqualTo(own);
  }

  private static List<Spread> spreads(double freedom, double... variances) {
    return Arrays.stream(variances).mapToObj(variance -> new Spread(variance, freedom)).toList();
  }
}
