package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionWordsTest {
  @Test
  void takesWhatIsThereAndLeavesTheRest() {
    OptionWords words = words("-f 1 --flag -p a=1 --limit 3s -p b=x=y -p c=2");
    assertThat(words.flag("--flag")).isTrue();
    assertThat(words.take("--limit")).contains("3s");
    assertThat(words.parameter("b")).contains("x=y");
    assertThat(words.rest()).containsExactly("-f", "1", "-p", "a=1", "-p", "c=2");
    assertThat(words.flag("--flag")).isFalse();
    assertThat(words.take("--limit")).isEmpty();
    assertThat(words.parameter("b")).isEmpty();
  }

  @Test
  void refusesAnOptionWithoutItsValueOrGivenTwice() {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> words("-f 1 --limit").take("--limit"))
        .withMessage("--limit needs a value");
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> words("--limit 1s --limit 2s").take("--limit"))
        .withMessage("--limit may be given once");
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> words("-p b=1 -p b=2").parameter("b"))
        .withMessage("-p b may be given once");
  }

  private static OptionWords words(String line) {
    return new OptionWords(List.of(line.split(" ")));
  }
}
