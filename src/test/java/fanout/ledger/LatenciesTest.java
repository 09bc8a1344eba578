package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  private static final Percentage RESOLUTION = Percentage.withPercentage(0.1);

  @Test
  void countsTheExchangeAlone() {
    Latencies latencies = new Latencies();

    latencies.add(
        Schedule.of(
            10_000,
            new long[] {100, 200, 300, 1_300, 1_400, 2_100},
            new long[] {100, 200, 300, 5_300, 5_400, 8_100}));

    assertThat(latencies.exchange().getTotalCount()).isEqualTo(2);
    assertThat(latencies.exchange().getMinValue()).isCloseTo(1_000L, RESOLUTION);
    assertThat(latencies.exchange().getMaxValue()).isCloseTo(5_000L, RESOLUTION);
  }

  @Test
  void countsLongerThanAnHourAsAnHour() {
    long days = 86_400_000_000_000L;
    Latencies latencies = new Latencies();

    latencies.add(Schedule.of(2 * days, new long[] {0, 0, 0, days, days, days}));

    assertThat(latencies.exchange().getMaxValue()).isCloseTo(3_600_000_000_000L, RESOLUTION);
  }

  @Test
  void forgetsOnReset() {
    Latencies latencies = new Latencies();
    latencies.add(Schedule.of(10, new long[] {0, 1, 2, 3, 4, 5}));

    latencies.reset();

    assertThat(latencies.exchange().getTotalCount()).isZero();
  }

  @Test
  void refusesTimesThatGoBackwards() {
    Timeline timeline = Schedule.of(10, new long[] {0, 1, 5, 3, 4, 5});

    assertThatThrownBy(() -> new Latencies().add(timeline))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("request 0");
  }
}
