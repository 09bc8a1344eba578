package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as a user types it, against golden files. */
final class SummaryCommandTest {
  private static final Path FOLDER = Path.of("src/test/resources/fanout/report");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "ladder.json, ladder.txt",
    "ladder.json --detail, ladder-detail.txt",
    "plain.json, plain.txt",
    "foreign.json, foreign.txt"
  })
  void printsWhatTheGoldenFileHolds(String words, String golden) throws IOException {
    CliRun run = summary(words.split(" ", -1));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(Files.readString(FOLDER.resolve(golden)));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void writesEveryRowOfAnyJmhResultAsJson() {
    JsonNode rows = JsonMapper.shared().readTree(summary("foreign.json", "--format", "json").out());
    assertThat(rows.size()).isEqualTo(4);
    JsonNode score = rows.get(0).path("metrics").path("score");
    assertThat(score.path("value").asDouble()).isEqualTo(2000);
    assertThat(score.path("confidence").asDouble()).isEqualTo(0.95);
    assertThat(rows.get(2).path("metrics").path("score").path("low").isNull()).isTrue();
  }

  @Test
  void writesEveryMetricOfEveryRowAsCsv() {
    assertThat(summary("ladder.json", "--format", "csv").out())
        .contains("THREAD_POOL,ladder.makespan.hand-off,1.30000,")
        .contains("WORKER_PROCESSES,warm.limit,0.333333,");
  }

  @Test
  void poolsTheSittingsOfAFolder() throws IOException {
    String entry =
        """
        [{"benchmark": "org.acme.Maps.get", "mode": "avgt", "forks": 1,
          "primaryMetric": {"score": %1$s, "scoreError": "NaN", "scoreUnit": "ns/op",
            "rawData": [[%1$s]]}}]\
        """;
    Files.writeString(folder.resolve("1.json"), entry.formatted("4.0"));
    Files.writeString(folder.resolve("2.json"), entry.formatted("6.0"));
    CliRun run = CliRun.of("summary", "--format", "json", folder.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    JsonNode score = JsonMapper.shared().readTree(run.out()).path(0).path("metrics").path("score");
    assertThat(score.path("value").asDouble()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "csv", "json"})
  void saysThatSittingsOfAFolderAreOfDifferentMachines(String format) throws IOException {
    String entry =
        """
        [{"benchmark": "org.acme.Maps.get", "mode": "avgt", "environment": {"processors": %d},
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1]]}}]\
        """;
    Files.writeString(folder.resolve("1.json"), entry.formatted(2));
    Files.writeString(folder.resolve("2.json"), entry.formatted(4));
    CliRun run = CliRun.of("summary", "--format", format, folder.toString());
    assertThat(run.exit()).isZero();
    String remark = "not made in one place: processors: 2 in 1.json; 4 in 2.json";
    if (format.equals("text") || format.equals("markdown")) {
      assertThat(run.out()).contains("\n! " + remark + ".\n");
      assertThat(run.err()).isEmpty();
    } else {
      assertThat(run.err()).isEqualTo("warning: " + remark + "\n");
    }
  }

  @Test
  void refusesAFolderWithoutResultsInOneLine() {
    CliRun run = CliRun.of("summary", folder.toString());
    assertThat(run.exit()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err())
        .isEqualTo("fanout: " + folder + ": holds no result: expected files *.json or *.json.gz\n");
  }

  @Test
  void refusesAFormatThatItDoesNotKnowInOneLine() {
    CliRun run = summary("plain.json", "--format", "xml");
    assertThat(run.exit()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("xml");
  }

  @Test
  void refusesAFileWhoseRoundsMakeNoSenseInOneLine() throws IOException {
    Path bad = folder.resolve("bad.json");
    Files.writeString(
        bad,
        Files.readString(FOLDER.resolve("ladder.json"))
            .replaceFirst("\"makespansUs\": \\[\\[", "\"makespansUs\": [[-1, "));
    CliRun run = summary(bad.toString());
    assertThat(run.exit()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("field 'rounds'");
    assertThat(run.out()).isEmpty();
  }

  private static CliRun summary(String... words) {
    String file = FOLDER.resolve(words[0]).toString();
    return CliRun.of("summary", List.of(file), List.of(words).subList(1, words.length));
  }
}
