package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void namesItsCommandsBeforeJmhsOptions() {
    assertThat(run("-h")).isZero();
    assertThat(out()).contains("  check ", "Options of JMH, for runs without a command:");
    assertThat(out().lines().filter(line -> line.startsWith("  report "))).hasSize(1);
  }

  @Test
  void helpsWithAllCommandsAndWithOne() {
    assertThat(run("help")).isZero();
    assertThat(out()).startsWith("Usage: java -jar").contains("  compare ");
    out.reset();
    assertThat(run("help", "check")).isZero();
    assertThat(out()).contains("--threshold");
  }

  @ParameterizedTest
  @CsvSource({
    "sumary, did you mean 'summary'?",
    "comapre, did you mean 'compare'?",
    "hlep, did you mean 'help'?",
    "check --treshold=5% a b, did you mean '--threshold'?",
    "help reprot, did you mean 'report'?"
  })
  void asksWhatAMistypedWordMeant(String words, String question) {
    assertThat(run(words.split(" "))).isEqualTo(2);
    assertThat(err()).contains(question).hasLineCount(1);
  }

  @Test
  void takesAWordThatIsNearNoCommandForAPattern() {
    assertThat(Suggestion.of("FanOutBenchmark", List.of("summary", "stub", "ab"))).isEmpty();
    assertThat(Suggestion.of("Handoff", List.of("summary", "stub", "ab"))).isEmpty();
    assertThat(Suggestion.of("sub", List.of("summary", "stub", "ab"))).contains("stub");
  }

  private int run(String... words) {
    return new Main(print(out), print(err)).execute(words);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
