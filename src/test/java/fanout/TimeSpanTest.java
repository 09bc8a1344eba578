package fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeSpanTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "250ns, 250", "50us, 50000", "2ms, 2000000", "1.5s, 1500000000"})
  void readsLengthsAndWritesThemBack(String text, long nanos) {
    assertThat(TimeSpan.parse(text)).isEqualTo(Duration.ofNanos(nanos));
    assertThat(TimeSpan.format(Duration.ofNanos(nanos))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "-2ms", "2 ms", "2m", "ms", "1e3ms", "two", "4000s"})
  void refusesOtherForms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeSpan.parse(text))
        .withMessageContaining("'" + text + "'");
  }
}
