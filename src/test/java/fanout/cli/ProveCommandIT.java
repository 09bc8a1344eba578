package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ProveCommandIT {
  @TempDir private Path directory;
  private String command = "";

  @BeforeEach
  void writeStandIn() throws IOException {
    Path script =
        Files.writeString(
            directory.resolve("stand-in.sh"),
            """
            score=$1; shift
            while [ $# -gt 0 ]; do [ "$1" = -rff ] && out=$2; shift; done
            n=$(cat "$0.count" 2>/dev/null || echo 0); n=$((n+1)); echo $n > "$0.count"
            printf '[{"benchmark": "b.c", "mode": "avgt", "primaryMetric":
              {"score": 1, "scoreUnit": "ns/op", "rawData": [[%d]]}}]' \\
              $(( score + (n * 7919) % 7 - 3 )) > "$out"
            """);
    command = "sh " + script + " ";
  }

  @Test
  void countsFalseAlarmsAndDetections() throws IOException {
    Run run = prove("--comparisons", "3", "--detections", "2");
    assertThat(run.exit).isZero();
    assertThat(run.out)
        .containsPattern("ab, identical: regressed \\d of 3 \\(at most 0.2 expected; 95% interval")
        .contains("ab, 10% slower: regressed 2 of 2 (95% interval 0.158 to 1.000)")
        .contains("ab, identical, under load: regressed")
        .contains("ab --command, identical, under load: regressed")
        .contains("compare, identical");
    JsonNode proof = JsonMapper.shared().readTree(directory.resolve("out/proof.json"));
    assertThat(proof.get("comparisons").valueStream())
        .filteredOn(entry -> entry.get("method").stringValue().equals("ab"))
        .hasSize(3 + 4 * 2 + 1 + 2)
        .allMatch(entry -> entry.get("failedForks").intValue() == 0);
    assertThat(directory.resolve("out")).isDirectoryContaining("glob:**/001-*");
  }

  @Test
  void stopsWhenTimeIsUp() throws IOException {
    Run run = prove("--comparisons", "3", "--minutes", "0");
    assertThat(run.err).contains("time is up after 0 of 140 comparisons");
    assertThat(run.exit).isZero();
  }

  private record Run(int exit, String out, String err) {}

  private Run prove(String... more) {
    String[] words = {
      "prove",
      "--jmh-work",
      command + "{}",
      "--plain-work",
      "true {}",
      "--blocks",
      "5",
      "--out",
      directory + "/out"
    };
    String[] all = new String[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        new Main(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .execute(all);
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
