package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkersTest {
  @ParameterizedTest
  @CsvSource({
    "1, 64, PT30.03125S",
    "1, 2, PT31S",
    "10, 2, PT40S",
    "200, 2, PT3M50S",
    "200, 1, PT7M10S"
  })
  void givesMoreWorkersOnFewerProcessorsMoreTimeToStart(int workers, int processors, String limit) {
    assertThat(Workers.readyLimit(workers, processors)).hasToString(limit);
  }
}
