package fanout.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("sets a property that others read")
final class SpinRateTest {
  @AfterEach
  void forget() {
    System.clearProperty(SpinRate.PROPERTY);
  }

  @Test
  void takesTheRateThatItIsTold() {
    System.setProperty(SpinRate.PROPERTY, "512.5");

    assertThat(SpinRate.roundsPerMicro()).isEqualTo(512.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "0", "-3", "NaN", "Infinity"})
  void refusesWhatIsNoRate(String told) {
    System.setProperty(SpinRate.PROPERTY, told);

    assertThatThrownBy(SpinRate::roundsPerMicro)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fanout.spin.rounds-per-us must be a number > 0, was '" + told + "'");
  }

  @Test
  void measuresWhereItIsToldNothing() {
    assertThat(SpinRate.roundsPerMicro()).isPositive();
  }
}
