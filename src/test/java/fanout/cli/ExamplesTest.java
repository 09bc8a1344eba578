package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.Suite;
import fanout.run.BenchmarkRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The examples of every command's help. Those that only read are executed; of those that measure or
 * serve for long, the words are understood, and nothing is started.
 */
final class ExamplesTest {
  private static final String JAR = "java -jar target/benchmarks.jar";
  private static final String WITH_OWN_JAR =
      "java -cp target/benchmarks.jar:own.jar fanout.Launcher";
  private static final Set<String> READING =
      Set.of(
          "summary", "compare", "check", "doctor", "strategies", "generate-completion", "--help");
  private static final int BAD_INPUT = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Main main = new Main(print(out), print(err));

  @TempDir private Path folder;
  private Path result;

  @BeforeEach
  void writeAResult() throws Exception {
    Path plain =
        Path.of(
            Objects.requireNonNull(Main.class.getResource("/fanout/report/plain.json")).toURI());
    JsonMapper json = JsonMapper.builder().build();
    JsonNode entries = json.readTree(Files.readString(plain));
    for (JsonNode entry : entries) {
      ObjectNode allocated = ((ObjectNode) entry.get("primaryMetric")).deepCopy();
      allocated.put("scoreUnit", "B/op");
      ((ObjectNode) entry)
          .set("secondaryMetrics", json.createObjectNode().set("gc.alloc.rate.norm", allocated));
    }
    result = folder.resolve("result.json");
    Files.writeString(result, json.writeValueAsString(entries));
  }

  static Stream<CommandLine> commands() {
    CommandLine top = new Main(System.out, System.err).commandLine(false);
    return Stream.concat(Stream.of(top), top.getSubcommands().values().stream())
        .filter(command -> !command.getCommandName().equals("help"));
  }

  static Stream<Arguments> examples() {
    return commands().flatMap(command -> examplesOf(command).stream()).map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasOneAndItsHelpFitsEightyColumns(CommandLine command) {
    assertThat(examplesOf(command)).as(command.getCommandName()).isNotEmpty();
    assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines())
        .allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theExampleWorks(String example) {
    List<String> words = words(example);
    if (!words.isEmpty() && READING.contains(words.getFirst())) {
      assertThat(main.execute(words.toArray(new String[0])))
          .as(() -> err.toString(StandardCharsets.UTF_8))
          .isNotEqualTo(BAD_INPUT);
      assertThat(out.toString(StandardCharsets.UTF_8)).isNotEmpty();
    } else if (!words.isEmpty()
        && main.commandLine(false).getSubcommands().containsKey(words.getFirst())) {
      main.commandLine(false).parseArgs(words.toArray(new String[0]));
    } else {
      assertThat(new BenchmarkRun(words, Suite.DEFAULT, print(out), print(err))).isNotNull();
    }
  }

  private static List<String> examplesOf(CommandLine command) {
    List<String> examples = new ArrayList<>();
    boolean continued = false;
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      String text = line.formatted().strip();
      if (continued) {
        String first = examples.removeLast();
        examples.add(first.substring(0, first.length() - 1) + text);
      } else if (text.startsWith(JAR) || text.startsWith(WITH_OWN_JAR)) {
        examples.add(text);
      }
      continued = text.endsWith("\\");
    }
    return examples;
  }

  /** The words after the jar, with every result file replaced by one that is there. */
  private List<String> words(String example) {
    String rest = example.substring(example.startsWith(JAR) ? JAR.length() : WITH_OWN_JAR.length());
    String command = rest.contains(" > ") ? rest.substring(0, rest.indexOf(" > ")) : rest;
    List<String> words = new ArrayList<>();
    String[] quoted = command.split("'", -1);
    for (int part = 0; part < quoted.length; part++) {
      if (part % 2 == 1) {
        words.add(quoted[part]);
      } else {
        Arrays.stream(quoted[part].split("\\s+", -1))
            .filter(word -> !word.isEmpty())
            .map(word -> word.endsWith(".json") ? result.toString() : word)
            .forEach(words::add);
      }
    }
    return words;
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
