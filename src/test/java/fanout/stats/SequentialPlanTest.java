package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10, 17, 100})
  void spendsFivePercentOverAllLooks(int blocks) {
    SequentialPlan plan = SequentialPlan.of(blocks);
    double spent = plan.looks().stream().mapToDouble(look -> plan.levelAt(look).gate()).sum();
    assertThat(spent).isCloseTo(0.05, within(1e-12));
    assertThat(plan.looks()).allMatch(look -> plan.levelAt(look).gate() > 0);
  }

  /** R: {@code 0.05 * log(1 + (exp(1) - 1) * 0.5)} is 0.03100572535. */
  @Test
  void spendsByPococksFunction() {
    Level first = SequentialPlan.of(10).levelAt(5);
    assertThat(first.gate()).isCloseTo(0.03100572535, within(1e-10));
    assertThat(first.equivalence()).isEqualTo(first.gate());
    assertThat(first.confidence()).isCloseTo(1 - 0.03100572535, within(1e-10));
    assertThat(first.secondOpinion()).isEqualTo(0.05);
  }

  @Test
  void spendsTheRestWhenTimeRunsOut() {
    SequentialPlan plan = SequentialPlan.of(10);
    assertThat(plan.levelOfLastLook(4).gate()).isEqualTo(0.05);
    assertThat(plan.levelOfLastLook(5).gate()).isEqualTo(0.05);
    assertThat(plan.levelOfLastLook(7).gate()).isCloseTo(0.05 - 0.03100572535, within(1e-10));
    assertThat(plan.levelOfLastLook(10).gate()).isCloseTo(plan.levelAt(10).gate(), within(1e-12));
  }
}
