package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
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
