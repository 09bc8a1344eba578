package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetProbeTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1/, is for -p target=https://",
    "https://192.0.2.1/, '192.0.2.1 is none'"
  })
  void refusesToTrustUnseenWhereItIsOfNoUseOrDangerous(String target, String expected) {
    Contender contender = Contenders.with("target=" + target);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> new TargetProbe(true).require(List.of(contender)))
        .withMessageContaining("--insecure")
        .withMessageContaining(expected);
  }

  @Test
  void tellsForksWhetherToTrustUnseen() {
    OptionWords words = new OptionWords(List.of("-f", "1", "--insecure"));
    assertThat(TargetProbe.takeFrom(words)).containsExactly("-Dfanout.insecure=true");
    assertThat(words.rest()).containsExactly("-f", "1");
    assertThat(TargetProbe.takeFrom(words)).isEmpty();
  }
}
