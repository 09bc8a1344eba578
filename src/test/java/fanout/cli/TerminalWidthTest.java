package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.run.Doctor;
import fanout.run.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What commands print about the results that are kept fits a terminal of 80 columns. */
@ResourceLock(Resources.SYSTEM_OUT) // JMH lists there
final class TerminalWidthTest {
  private static final int COLUMNS = 80;
  private static final Path BASELINE = Path.of("results/baseline");

  static Stream<Path> results() throws IOException {
    try (Stream<Path> files = Files.list(BASELINE)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  static Stream<CommandLine> commands() {
    return ExamplesTest.commands();
  }

  @ParameterizedTest
  @MethodSource("results")
  void theSummaryOfEveryResultThatIsKept(Path result) {
    requireNarrow(written("summary", result.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare results/baseline/exchanges.json results/baseline/default.json",
        "compare results/baseline/default.json results/baseline/default.json",
        "history results/baseline/default.json results/baseline/default.json"
            + " results/baseline/default.json",
        "check results/baseline/handoff.json results/baseline/handoff.json",
        "predict results/baseline/default.json results/baseline/model-fit.json",
        "predict results/baseline/default.json results/baseline/model-fit.json"
            + " --members 10 --dispatch 5us",
        "strategies",
        "suite",
        "help",
        "doctor"
      })
  void theOutputOf(String line) {
    requireNarrow(written(line.split(" ", -1)));
  }

  /** JMH formats its options, which follow, for wider terminals. */
  @Test
  void theHelpThatComesBeforeJmhsOptions() {
    String help = written("-h");
    requireNarrow(help.substring(0, help.indexOf("Options of JMH")));
  }

  @Test
  void aWarningOfTheDoctorWithTheLongestTextsThatItMayHave() {
    Finding longest =
        new Finding(
            "local ports", Finding.State.WARNING, "x".repeat(40), "y".repeat(70), "z".repeat(70));
    assertThat(DoctorCommand.text(List.of(longest)).lines())
        .hasSize(4)
        .allMatch(each -> each.length() <= COLUMNS);
    assertThat(DoctorCommand.text(Doctor.ofThisMachine().findings())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsFormattedAndNotPrintedRaw(CommandLine command) {
    for (String line : command.getCommandSpec().usageMessage().description()) {
      // A per cent sign that is not doubled ends here, as it does in the help itself.
      assertThat(line.formatted()).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpLeavesItToTheTerminalWhereAParagraphIsWrapped(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    List<String[]> texts =
        Stream.concat(
                Stream.<String[]>of(spec.usageMessage().description()),
                spec.args().stream().map(ArgSpec::description))
            .toList();
    for (String[] text : texts) {
      for (int i = 0; i + 1 < text.length; i++) {
        if (!text[i].isEmpty() && !text[i + 1].isEmpty()) {
          assertThat(text[i]).matches(".*[.:]");
        }
      }
    }
  }

  private static String written(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    new Main(printed, new PrintStream(new ByteArrayOutputStream())).execute(words);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void requireNarrow(String text) {
    assertThat(text.lines())
        .isNotEmpty()
        .filteredOn(
            line -> line.codePointCount(0, line.length()) > COLUMNS && line.strip().contains(" "))
        .isEmpty();
  }
}
