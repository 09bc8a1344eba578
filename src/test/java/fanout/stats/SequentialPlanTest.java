package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SequentialPlanTest {
  @Test
  void looksAfterHalfThreeQuartersAndAll() {
    assertThat(SequentialPlan.of(10).looks()).containsExactly(5, 8, 10);
    assertThat(SequentialPlan.of(2).looks()).containsExactly(2);
    assertThat(SequentialPlan.of(3).looks()).containsExactly(2, 3);
    assertThat(SequentialPlan.of(10).isLook(8)).isTrue();
    assertThat(SequentialPlan.of(10).isLook(9)).isFalse();
    assertThatThrownBy(() -> SequentialPlan.of(1)).hasMessage("blocks must be at least 2, were 1");
  }

  /**
   * SciPy 1.17: boundaries {@code b} solved look by look so that {@code 1 -
   * multivariate_normal.cdf(b, cov=sqrt(min(u, v)/max(u, v)))} is {@code 0.05 * log(1 + (e - 1) *
   * n/10)} after 5, 8 and 10 blocks, for u, v of 3, 6 and 8: sums of two values fewer.
   */
  @Test
  void spendsByPococksFunctionExactly() {
    SequentialPlan plan = SequentialPlan.of(10);
    assertThat(plan.lookAt(5).level(0.05)).isCloseTo(0.031006, within(1e-6));
    assertThat(plan.lookAt(8).level(0.05)).isCloseTo(0.020736, within(2e-5));
    assertThat(plan.lookAt(10).level(0.05)).isCloseTo(0.018080, within(2e-5));
    SequentialPlan.Look second = new SequentialPlan.Look(List.of(5, 8), 10, 10); // worked out anew
    assertThat(second.level(0.05)).isCloseTo(0.020736, within(2e-5));
    assertThat(second.adjusted(0.020736)).isCloseTo(0.05, within(1e-4));
    assertThat(new SequentialPlan.Look(List.of(5, 8, 10), 10, 10).level(0.05))
        .isCloseTo(0.018080, within(2e-5));
    assertThat(SequentialPlan.of(20).lookAt(20).level(0.01)).isCloseTo(0.003301, within(1e-5));
    assertThat(SequentialPlan.of(6).lookAt(6).level(0.002)).isCloseTo(0.000401, within(2e-6));
  }

  /** SciPy's solution, as above, for sums of 5, 8 and 10 values. */
  @Test
  void agreesWithTheBoundariesOfNormalSums() {
    double last =
        Boundary.lastLevel(
            List.of(
                new Boundary.Look(5, 0.0310057254),
                new Boundary.Look(8, 0.0432419863),
                new Boundary.Look(10, 0.05)));
    assertThat(last).isCloseTo(0.0212976, within(2e-6));
  }

  /**
   * The boundaries of Lan and DeMets' program for Pocock's type of spending, five looks at equal
   * distances, 5 % on both sides: 2.438, 2.427, 2.410, 2.397, 2.386 (Reboussin et al., Control.
   * Clin. Trials 21, 2000).
   */
  @Test
  void agreesWithPublishedBoundaries() {
    double[] published = {2.438, 2.427, 2.410, 2.397, 2.386};
    for (int last = 1; last <= 5; last++) {
      double level =
          Boundary.lastLevel(
              IntStream.rangeClosed(1, last)
                  .mapToObj(
                      look -> new Boundary.Look(look, 0.025 * Math.log1p((Math.E - 1) * look / 5)))
                  .toList());
      assertThat(StudentT.upperQuantile(1e6, level)).isCloseTo(published[last - 1], within(6e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 100})
  void givesEachLookMoreThanItsIncrementAndLessThanAll(int blocks) {
    SequentialPlan plan = SequentialPlan.of(blocks);
    double before = 0;
    for (int done : plan.looks()) {
      double spent = 0.05 * Math.log1p((Math.E - 1) * done / blocks);
      assertThat(plan.lookAt(done).level(0.05)).isBetween(spent - before - 1e-9, spent + 1e-9);
      before = spent;
    }
    assertThat(before).isCloseTo(0.05, within(1e-12));
  }

  @Test
  void adjustsAPByWhatAllLooksSpend() {
    for (int done : SequentialPlan.of(10).looks()) {
      SequentialPlan.Look look = SequentialPlan.of(10).lookAt(done);
      for (double total : new double[] {1e-9, 1e-4, 0.003, 0.05, 0.3}) {
        assertThat(look.adjusted(look.level(total))).isCloseTo(total, within(total * 1e-6));
      }
      assertThat(look.adjusted(0)).isZero();
      assertThat(look.adjusted(1)).isEqualTo(1);
      assertThat(look.level().gate()).isEqualTo(0.05);
      assertThat(look.level().equivalence()).isEqualTo(look.level(0.05));
      assertThat(look.level().confidence()).isEqualTo(1 - 2 * look.level(0.025));
    }
  }

  @Test
  void spendsTheRestWhenTimeRunsOut() {
    SequentialPlan plan = SequentialPlan.of(10);
    assertThat(plan.lastLookAt(4).level(0.05)).isCloseTo(0.05, within(1e-8));
    assertThat(plan.lastLookAt(5).level(0.05)).isCloseTo(0.05, within(1e-8));
    assertThat(plan.lastLookAt(7).level(0.05)).isBetween(0.05 - 0.03100572535, 0.05);
    assertThat(plan.lastLookAt(10).level(0.05)).isEqualTo(plan.lookAt(10).level(0.05));
  }
}
