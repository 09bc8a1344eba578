package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.results.Suite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** The table of what each option of JMH does to figures. */
@ResourceLock(Resources.SYSTEM_OUT) // JMH lists there
final class JmhOptionsTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(-\\w+) ?([^`]*)` \\| (right|refused|said) \\|");
  private static final Pattern IN_HELP = Pattern.compile("(?m)^ {2}(-\\w+)");

  static Stream<Arguments> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("src/test/README.md")))
        .results()
        .map(row -> Arguments.of(row.group(1), row.group(2), row.group(3)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isRefusedTakenOrSaid(String option, String value, String outcome) throws Exception {
    List<String> words =
        Stream.concat(Stream.of(option), Stream.of(value.split(" ")))
            .filter(word -> !word.isEmpty())
            .toList();
    if (outcome.equals("refused")) {
      assertThatExceptionOfType(BadOptionException.class)
          .isThrownBy(() -> notes(words))
          .withMessageContaining(option);
    } else {
      assertThat(notes(words).isEmpty()).isEqualTo(outcome.equals("right"));
    }
  }

  @Test
  void everyOptionHasARow() throws Exception {
    PrintStream standard = System.out;
    ByteArrayOutputStream help = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(help, true, StandardCharsets.UTF_8));
      new CommandLineOptions().showHelp();
    } finally {
      System.setOut(standard);
    }
    List<String> options =
        IN_HELP
            .matcher(help.toString(StandardCharsets.UTF_8))
            .results()
            .map(MatchResult::group)
            .map(String::strip)
            .toList();
    assertThat(options).hasSizeGreaterThan(30);
    assertThat(rows().map(row -> row.get()[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(options);
  }

  private static List<String> notes(List<String> words) {
    RunOptions options = RunOptions.parse(words, Suite.DEFAULT);
    RunPlan plan = RunPlan.of(options);
    List<String> notes =
        Stream.concat(
                plan.notes().stream(),
                new ProfilerCheck(options.given().getProfilers()).require(plan).stream())
            .toList();
    return notes;
  }
}
