package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Where results come from: folders, standard input, several files a side, a history. */
@ResourceLock("java.lang.System.in")
final class SidesTest {
  @TempDir private Path directory;
  private Path folder = Path.of("");
  private Path single = Path.of("");

  @BeforeEach
  void writeResults() throws IOException {
    folder = Files.createDirectory(directory.resolve("sittings"));
    for (int i = 0; i < 5; i++) {
      Files.writeString(folder.resolve(i + ".json"), entry("b", "ns/op", 100 + i));
    }
    single = Files.writeString(directory.resolve("single.json"), entry("b", "ns/op", 102));
  }

  @Test
  void comparesAFolderOfSittings() {
    CliRun run = CliRun.of("compare", "--format", "csv", folder.toString(), single.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(",5,1,");
  }

  @Test
  void comparesStandardInput() throws IOException {
    InputStream before = System.in;
    System.setIn(
        new ByteArrayInputStream(Files.readString(single).getBytes(StandardCharsets.UTF_8)));
    try {
      CliRun run = CliRun.of("compare", "--format", "csv", folder.toString(), "-");
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains(",5,1,");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void gatesByTheSpreadOfAHistory() throws IOException {
    Path slower = Files.writeString(directory.resolve("slow.json"), entry("b", "ns/op", 112));
    CliRun run =
        CliRun.of("check", "--history", folder.toString(), single.toString(), slower.toString());
    assertThat(run.out()).contains("provisional").contains("history");
    assertThat(run.err()).startsWith("fanout: ").hasLineCount(1);
  }

  @Test
  void saysThatSeveralFilesASideNeedOneUnit() throws IOException {
    Path other = Files.writeString(directory.resolve("other.json"), entry("b", "us/op", 1));
    CliRun run =
        CliRun.of("check", "--more-new", other.toString(), single.toString(), single.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "fanout: %s: b [avgt]: units 'ns/op' and 'us/op' in two sittings\n".formatted(other));
  }

  @Test
  void saysInOneLineThatAHistoryHasNoCommonRow() throws IOException {
    Path foreign = Files.writeString(folder.resolve("9.json"), entry("x", "ns/op", 1));
    CliRun run = CliRun.of("history", folder.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("fanout: " + foreign).hasLineCount(1);
  }

  private static String entry(String name, String unit, double score) {
    return """
    [{"benchmark": "%s", "mode": "avgt", "jdkVersion": "25",
      "primaryMetric": {"score": %s, "scoreUnit": "%s", "rawData": [[%2$s]]}}]\
    """
        .formatted(name, score, unit);
  }
}
