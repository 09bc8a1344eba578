package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-p delay=2ms",
        "-pdelay=2ms",
        "-p=delay=2ms",
        "--p=delay=2ms",
        "--p delay=2ms",
        "-pdelay=2ms -pprofile=r=1",
        "-p=r=1 -pdelay=2ms -prof=gc",
        "-pdelay=2ms -pro=gc -prof gc"
      })
  void takesParametersInAllFormsThatJmhTakes(String line) throws CommandLineOptionException {
    CommandLineOptions asJmh = new CommandLineOptions(line.split(" "));
    List<String> separated = words(line).rest();
    CommandLineOptions asSeparated = new CommandLineOptions(separated.toArray(new String[0]));
    for (String name : List.of("delay", "profile", "r")) {
      assertThat(asSeparated.getParameter(name).orElse(List.of()))
          .containsExactlyElementsOf(asJmh.getParameter(name).orElse(List.of()));
    }
    assertThat(asSeparated.getProfilers()).hasSameSizeAs(asJmh.getProfilers());
    assertThat(words(line).parameter("delay")).contains("2ms");
  }

  @Test
  void leavesWordsThatAreNoParameter() {
    String line = "-prof=gc:x=y -pr=gc -jvmArgs -Dp=1 -e p=1 p=1 -p";
    assertThat(words(line).rest()).containsExactly(line.split(" "));
    assertThat(new OptionWords(List.of("-jvmArgs", "-p /a=b")).rest())
        .containsExactly("-jvmArgs", "-p /a=b");
    assertThat(new OptionWords(List.of("-ptext=two words\nand lines")).rest())
        .containsExactly("-p", "text=two words\nand lines");
  }

  private static OptionWords words(String line) {
    return new OptionWords(List.of(line.split(" ")));
  }
}
