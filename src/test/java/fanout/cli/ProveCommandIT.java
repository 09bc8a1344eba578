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
            case "$*" in
              *-lp*) printf 'Benchmarks: \\nb.c\\n  param "n" = {1, 2}\\n'; exit;;
              *n=1*) row=1;;
              *) row=2;;
            esac
            while [ $# -gt 0 ]; do [ "$1" = -rff ] && out=$2; shift; done
            n=$(cat "$0.count" 2>/dev/null || echo 0); n=$((n+1)); echo $n > "$0.count"
            printf '[{"benchmark": "b.c", "mode": "avgt", "params": {"n": "%d"}, "primaryMetric":
              {"score": 1, "scoreUnit": "ns/op", "rawData": [[%d]]}}]' \\
              $row $(( score + (n * 7919) % 7 - 3 )) > "$out"
            """);
    command = "sh " + script + " ";
  }

  @Test
  void countsFalseAlarmsAndDetections() throws IOException {
    Run run = prove("n=1,2", "--comparisons", "2", "--detections", "1");
    assertThat(run.exit).isZero();
    assertThat(run.out)
        .startsWith("| method | the new code is | comparisons | regressed |")
        .containsPattern("\\| ab \\| identical \\| 3 \\| \\d, at most 0.2 expected \\|")
        .contains("| ab | 10 % slower | 1 | 1 | 2.5 to 100.0 % | 0 | 0 | 1 |")
        .contains("| ab, under load | identical | 1 |")
        .containsPattern("\\| ab, any of several rows \\| identical \\| 1 \\| \\d, at most 0.1")
        .contains("| ab, the slow one of several rows | 5 % slower | 1 | 1 |")
        .contains("| ab, any of the others | identical | 1 | 0, at most 0.1 expected |")
        .contains("| ab --command, under load | identical | 2 |")
        .contains("| compare | identical |");
    assertThat(run.err)
        .startsWith("tries first how long forks take\n21 comparisons of at most 2 blocks, a fork");
    JsonNode proof = JsonMapper.shared().readTree(directory.resolve("out/proof.json"));
    assertThat(proof.get("comparisons").valueStream())
        .filteredOn(entry -> entry.get("method").stringValue().equals("ab"))
        .hasSize(2 + 1 + 4 + 1 + 3)
        .allMatch(entry -> entry.get("failedForks").intValue() == 0);
    assertThat(directory.resolve("out")).isDirectoryContaining("glob:**/001-*");
  }

  /** JMH splits the options of a fork at blanks, after the shell has taken its quotes away. */
  @Test
  void keepsArchivesInAFolderWithBlanks() throws Exception {
    JarRun run = JarRun.of(directory, "prove", "--minutes", "0", "-o", "my dir, mine");
    assertThat(run.err()).last().asString().contains("time was up after 0 of ");
    assertThat(run.exit()).isZero();
    assertThat(directory.resolve("my dir, mine/proof.json")).isNotEmptyFile();
  }

  @Test
  void stopsWhenTimeIsUp() throws IOException {
    Run run = prove("n=1,2", "--comparisons", "3", "--minutes", "0");
    assertThat(run.err).contains("time was up after 0 of 143 comparisons");
    assertThat(run.exit).isZero();
  }

  @Test
  void saysWhereACommandHasNotSeveralRows() throws IOException {
    Run run = prove("m=1,2", "--comparisons", "1", "--detections", "0");
    assertThat(run.err).contains("lists no rows of m=1,2 (--rows)");
    assertThat(run.exit).isEqualTo(2);
    assertThat(prove("m=1").err)
        .isEqualTo(
            "fanout: --rows: expected NAME=VALUE,VALUE with two values or more, was" + " 'm=1'\n");
  }

  private record Run(int exit, String out, String err) {}

  private Run prove(String rows, String... more) {
    String[] words = {
      "prove",
      "--jmh-work",
      command + "{}",
      "--plain-work",
      "true {}",
      "--blocks",
      "2",
      "--rows",
      rows,
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
