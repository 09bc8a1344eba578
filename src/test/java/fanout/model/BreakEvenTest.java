package fanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fanout.model.BreakEven.Below;
import fanout.model.BreakEven.Beyond;
import fanout.model.BreakEven.From;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BreakEvenTest {
  /** Two seconds for each thousand. */
  private static final Map<Integer, Double> USUAL = line(0, 2);

  @Test
  void isWhereWhatIsSavedOnRequestsHasPaidForTheStart() {
    From from = (From) BreakEven.of(List.of(USUAL), List.of(line(500, 1)));

    assertThat(from.requests().mean()).isCloseTo(500, within(1e-9)); // 500 ÷ (2 − 1)
    assertThat(from.requests().halfWidth()).isNaN();
  }

  @Test
  void takesTheLastCrossing() {
    Map<Integer, Double> other = Map.of(100, 100.0, 300, 700.0, 1000, 1900.0);

    From from = (From) BreakEven.of(List.of(USUAL), List.of(other));

    assertThat(from.requests().mean()).isCloseTo(650, within(1e-9)); // −100 at 300, +100 at 1000
  }

  @Test
  void givesStudentsIntervalOverForksOnTheLogarithm() {
    // By hand: crossings at 200, 400 and 800; the logarithms' standard deviation is ln 2.
    From from =
        (From)
            BreakEven.of(
                List.of(USUAL, USUAL, USUAL), List.of(line(200, 1), line(400, 1), line(800, 1)));

    double factor = Math.exp(4.302653 * Math.log(2) / Math.sqrt(3));
    assertThat(from.requests().mean()).isCloseTo(400, within(1e-9));
    assertThat(from.requests().low()).isCloseTo(400 / factor, within(0.01));
    assertThat(from.requests().high()).isCloseTo(400 * factor, within(0.1));
  }

  @Test
  void isNotClaimedBeyondWhatWasMeasuredOrWhereOneForkDoesNotShowIt() {
    assertThat(BreakEven.of(List.of(USUAL), List.of(line(1500, 1)))).isEqualTo(new Beyond(1000));
    assertThat(BreakEven.of(List.of(USUAL, USUAL), List.of(line(500, 1), line(1500, 1))))
        .isEqualTo(new Beyond(1000));
  }

  @Test
  void liesBelowTheFewestWhereTheOtherWayIsFasterThroughout() {
    assertThat(BreakEven.of(List.of(USUAL, USUAL), List.of(line(50, 1), line(500, 1))))
        .isEqualTo(new Below(100));
  }

  @Test
  void needsTwoNumbersOfRequestsInCommon() {
    Map<Integer, Double> elsewhere = Map.of(100, 1.0, 400, 2.0);

    assertThatThrownBy(() -> BreakEven.of(List.of(USUAL), List.of(elsewhere)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 numbers of requests, had [100]");
    assertThatThrownBy(() -> BreakEven.of(List.of(), List.of(USUAL)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("had none");
  }

  private static Map<Integer, Double> line(double start, double each) {
    return Map.of(100, start + each * 100, 300, start + each * 300, 1000, start + each * 1000);
  }
}
