package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that do not go together, of the commands that compare. */
final class ComparisonOptionsTest {
  private static final String RESULT =
      """
      [{"benchmark": "b", "mode": "avgt", "params": {"n": "1"},
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[100]]}},
       {"benchmark": "b", "mode": "avgt", "params": {"n": "2"},
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[104]]}}]
      """;

  @TempDir private Path directory;

  @BeforeEach
  void writeResults() throws IOException {
    Files.createDirectory(directory.resolve("old"));
    for (String name :
        new String[] {"base.json", "new.json", "more.json", "old/1.json", "old/2.json"}) {
      Files.writeString(directory.resolve(name), RESULT);
    }
    Files.writeString(
        directory.resolve("waivers.json"),
        "[{\"benchmark\": \"b\", \"ceiling\": \"20%\", \"reason\": \"known\", \"until\":"
            + " \"2999-12-31\"}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare D/base.json D/new.json --export json=D/new.json",
        "compare D/base.json --by n --base 1 --export json=D/base.json",
        "check D/base.json D/new.json --more-base D/more.json --export csv=D/./more.json",
        "check D/base.json D/new.json --history D/old --export json=D/old/1.json",
        "check D/base.json D/new.json --waivers D/waivers.json --export json=D/waivers.json",
        "history D/base.json D/old --export json=D/old/2.json",
      })
  void neverReplacesWhatIsRead(String words) throws IOException {
    String file = words.substring(words.lastIndexOf('=') + 1).replace("D/", directory + "/");
    String before = Files.readString(Path.of(file));
    CliRun run = run(words);
    assertThat(run.exit()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err())
        .hasLineCount(1)
        .contains("--export: " + file + " is read by this command; name another file");
    assertThat(run.out()).isEmpty();
    assertThat(Path.of(file)).hasContent(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "markdown=D/a --export markdown=D/b|each form may be given once, had markdown=D/a markdown=D/b",
        "markdown=D/a --export csv=D/a|D/a would hold two forms; name another file for each",
        "markdown=D/a --export csv=D/old/../a|D/a would hold two forms",
      })
  void writesEachFormToAFileOfItsOwn(String exports, String why) {
    CliRun run = run("compare D/base.json D/new.json --export " + exports);
    assertThat(run.exit()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).hasLineCount(1).contains(why.replace("D/", directory + "/"));
    assertThat(directory.resolve("a")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare D/base.json --by n --base 1 --history D/old|are for two results",
        "compare D/base.json --by n --base 1 --more-base D/new.json|are for two results",
        "compare D/base.json --by n --base 1 --more-new D/new.json|are for two results",
        "compare D/base.json D/new.json --base 1|--base is for --by",
        "history D/base.json D/old --assume-noise 3%|Unknown option: '--assume-noise'",
        "ab --a true --b true --assume-noise 3%|Unknown option: '--assume-noise'",
        "calibrate D/base.json --forks 5|--forks, --output, --resume are for a run",
        "calibrate D/base.json -o D/out.json|--forks, --output, --resume are for a run",
        "calibrate D/base.json --resume D/a.json.part|--forks, --output, --resume are for a run",
      })
  void refusesWhatWouldChangeNothing(String words, String why) {
    CliRun run = run(words);
    assertThat(run.exit()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).hasLineCount(1).contains(why);
    assertThat(run.out()).isEmpty();
  }

  /** A warning of such a row asks for it. */
  @Test
  void takesTheStatedNoiseForRowsOfOneResult() {
    String words = "compare D/base.json --by n --base 1 --format json";
    assertThat(run(words).out()).contains("a spread of 10.0% assumed, state yours");
    assertThat(run(words + " --assume-noise 3%").out()).contains("a spread of 3.0% as stated");
  }

  private CliRun run(String words) {
    return CliRun.of(words.replace("D/", directory + "/").split(" ", -1));
  }
}
