package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Completion asked of the shells themselves; those that are not installed are skipped. */
@Timeout(60)
final class CompletionIT {
  /** Calls the function that bash would call. */
  private static final String BASH =
      """
      source "$1"; read -ra COMP_WORDS <<< "$2"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      complete -p fanout > /dev/null; _complete_fanout 2> /dev/null; echo "${COMPREPLY[*]}"
      """;

  /** Types into a terminal, and reads what stands there after the tabulator. */
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "autoload -U compinit; compinit -D -u; source $1; echo REA''DY"
      zpty -r shell shown '*READY*'
      zpty -w -n shell "$2"$'\\t'
      zpty -r -m shell shown "*$3*" && print -r -- "$shown"
      zpty -d shell
      """;

  private static final String FISH = "source $argv[1]; complete -C $argv[2]";

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("cases")
  void completesCommandsOptionsAndValues(String shell, String typed, String completed)
      throws Exception {
    String said =
        switch (shell) {
          case "bash" -> said(shell, "bash --noprofile --norc", BASH, typed, completed);
          case "zsh" -> said(shell, "zsh -f", ZSH, typed, completed);
          default -> said(shell, "fish --no-config", FISH, typed, completed);
        };
    assertThat(said).contains(completed);
  }

  static Stream<Arguments> cases() {
    Map<String, String> completed =
        Map.of(
            "fanout summ", "summary",
            "fanout check --fail-", "--fail-on",
            "fanout check --fail-on not", "not-shown",
            "fanout summary --format mark", "markdown",
            "fanout compare --format github-", "github-action",
            "fanout help comp", "compare");
    return Stream.of("bash", "zsh", "fish")
        .flatMap(
            shell ->
                completed.entrySet().stream()
                    .map(each -> Arguments.of(shell, each.getKey(), each.getValue())));
  }

  private String said(String shell, String command, String script, String typed, String completed)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(new Main(printed, printed).execute("generate-completion", shell)).isZero();
    Path completion = Files.write(folder.resolve("completion"), out.toByteArray());
    Path asking = Files.writeString(folder.resolve("asking"), script);
    ProcessBuilder builder = new ProcessBuilder(command.split(" ", -1));
    builder.command().add(asking.toString());
    builder.command().add(completion.toString());
    builder.command().add(typed);
    builder.command().add(completed);
    builder.environment().put("HOME", folder.toString());
    Path said = folder.resolve("said");
    Process process = start(builder.redirectErrorStream(true).redirectOutput(said.toFile()));
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(said);
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException missing) {
      assumeTrue(false, "skipped: there is no " + builder.command().getFirst());
      throw new AssertionError(missing);
    }
  }
}
