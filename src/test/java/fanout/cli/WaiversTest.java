package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands say of waivers that have expired or are for nothing. */
final class WaiversTest {
  private static final String ENTRY =
      """
      {"benchmark": "%s", "mode": "avgt", "jdkVersion": "25",
       "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1], [1.01], [0.99]]}}\
      """;

  @TempDir private Path directory;
  private String file = "";
  private String lacking = "";

  @BeforeEach
  void writeResults() throws IOException {
    file = write("file.json", "[" + ENTRY.formatted("a") + "," + ENTRY.formatted("gone") + "]");
    lacking = write("lacking.json", "[" + ENTRY.formatted("a") + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"compare FILE FILE", "check FILE FILE", "history FILE FILE FILE"})
  void warnsOfAnExpiredWaiverAndEndsWithTwoWhereStrict(String command) throws IOException {
    String waivers = waivers("a", "2020-01-31");
    CliRun run = run(command, "--waivers", waivers);
    assertThat(run.exit()).isZero();
    assertThat(run.err())
        .startsWith("fanout: " + waivers + ": the waiver of 'a' expired on 2020-01-31\n");
    assertThat(run(command, "--waivers", waivers, "--strict").exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compare FILE FILE", "check FILE FILE", "history FILE FILE FILE"})
  void warnsOfAWaiverForNothingAndEndsWithTwoWhereStrict(String command) throws IOException {
    String waivers = waivers("typo", "2999-12-31");
    CliRun run = run(command, "--waivers", waivers);
    assertThat(run.exit()).isZero();
    assertThat(run.err())
        .startsWith("fanout: " + waivers + ": the waiver of 'typo' matches no benchmark\n");
    assertThat(run(command, "--waivers", waivers, "--strict").exit()).isEqualTo(2);
  }

  @Test
  void takesAWaiverOfAMissingRowForWhatItIs() throws IOException {
    String waivers = waivers("gone", "2999-12-31");
    CliRun run = run("compare FILE " + lacking, "--waivers", waivers, "--strict");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  private String waivers(String pattern, String until) throws IOException {
    return write(
        "waivers.json",
        "[{\"benchmark\": \"%s\", \"ceiling\": \"20%%\", \"reason\": \"r\", \"until\": \"%s\"}]"
            .formatted(pattern, until));
  }

  private CliRun run(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command.replace("FILE", file).split(" ")));
    words.addAll(List.of(options));
    return CliRun.of(words.toArray(String[]::new));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
