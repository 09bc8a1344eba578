package fanout.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExchangeSpecTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "okhttp",
        "okhttp-quiet",
        "h2c",
        "jdk",
        "null",
        "spin:50us",
        "park:2ms",
        "spin:1.5ms"
      })
  void readsBackWhatItWrites(String text) {
    assertThat(ExchangeSpec.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "curl", "spin", "okhttp:2ms", "OKHTTP", "okhttp_quiet"})
  void refusesOtherFormsAndListsThoseThereAre(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExchangeSpec.parse(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining(ExchangeSpec.FORMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spin:0", "park:-1ms", "park:2 minutes"})
  void refusesLengthsThatAreNoLengths(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ExchangeSpec.parse(text));
  }
}
