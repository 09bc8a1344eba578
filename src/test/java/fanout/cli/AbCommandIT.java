package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.os.FolderLock;
import fanout.results.ResultFile;
import fanout.stats.Comparison;
import fanout.stats.Criteria;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collects from a stand-in for a JMH jar: a script that writes JMH's JSON. */
final class AbCommandIT {
  /** The first word is the mean; the noise of ±1 % follows from the number of the run. */
  private static final String STAND_IN =
      """
      mean=$1; shift
      all="$*"
      while [ $# -gt 0 ]; do [ "$1" = -rff ] && out=$2; shift; done
      n=$(cat "$0.count" 2>/dev/null || echo 0); n=$((n+1)); echo $n > "$0.count"
      echo "$all" >> "$0.words"
      noise=$(( (n * 7919) % 21 - 10 ))
      score=$(( mean * 1000 + mean * noise ))
      printf '[{"benchmark": "org.acme.Maps.get", "mode": "avgt", "jdkVersion": "25",
        "primaryMetric": {"score": %d, "scoreUnit": "ns/op", "rawData": [[%d, %d]]}}]' \\
        $score $score $score > "$out"
      """;

  @TempDir private Path directory;
  private Path script = Path.of("");
  private String out = "";
  private String err = "";

  @BeforeEach
  void writeStandIn() throws IOException {
    script = Files.writeString(directory.resolve("stand-in.sh"), STAND_IN);
  }

  @Test
  void letsTheSameCodePassAndStopsEarly() {
    assertThat(ab(standIn(100), standIn(100))).isZero();
    assertThat(out).contains("every row is decided").contains("equivalent");
    assertThat(err).contains("fork 1 of at most 40").endsWith("fanout: pass\n");
    assertThat(err.lines().count()).isLessThan(41);
  }

  @Test
  void findsASlowdown() {
    assertThat(ab(standIn(100), standIn(120))).isEqualTo(1);
    assertThat(out).contains("regressed").contains("1.2");
  }

  @Test
  void keepsTheRawDataOfBothSidesInJmhsForm() throws IOException {
    ab(standIn(100), standIn(120));
    ResultFile a = ResultFile.read(directory.resolve("out/a.json"));
    ResultFile b = ResultFile.read(directory.resolve("out/b.json"));
    assertThat(a.entries().getFirst().settings().forks()).isGreaterThanOrEqualTo(10);
    assertThat(a.entries().getFirst().primary().rawData())
        .hasSize(a.entries().getFirst().settings().forks())
        .allMatch(fork -> fork.size() == 2);
    assertThat(Comparison.of(a, b, Criteria.DEFAULT).rows().getFirst().ratio())
        .isBetween(1.15, 1.25);
    String pairing = Files.readString(directory.resolve("out/pairing.json"));
    assertThat(pairing).contains("\"block\" : 1").contains("forks/001-");
  }

  @Test
  void handsJmhItsOptionsAsTheyAre() throws IOException {
    ab(standIn(100), standIn(100), "--", "Parse.*", "-p", "text=two words");
    List<String> words = Files.readAllLines(script.resolveSibling("stand-in.sh.words"));
    assertThat(words.getFirst()).startsWith("Parse.* -p text=two words -f 1 -rf json -rff ");
  }

  @Test
  void runsTheSameOrderForTheSameSeed() throws IOException {
    ab(standIn(100), standIn(100), "--seed", "7");
    String first = Files.readString(directory.resolve("out/pairing.json"));
    ab(standIn(100), standIn(100), "--seed", "7");
    assertThat(Files.readString(directory.resolve("out/pairing.json"))).isEqualTo(first);
  }

  @Test
  void survivesAForkThatFails() {
    String failsOnce =
        "once() { if [ -e %1$s/seen ] && [ ! -e %1$s/failed ]; then touch %1$s/failed; echo boom; exit 3; fi; touch %1$s/seen; %2$s \"$@\"; }; once"
            .formatted(directory, standIn(100));
    assertThat(ab(standIn(100), failsOnce)).isZero();
    assertThat(err).contains("ended with exit code 3; its last words: boom");
    assertThat(out).contains("1 failed");
  }

  @Test
  void saysWhenACommandDoesNotStartOrWritesNoResult() {
    assertThat(ab("no-such-command-xyz", standIn(100))).isEqualTo(2);
    assertThat(err).contains("fanout: fork").contains("exit code 127");
    assertThat(ab(standIn(100), "true")).isEqualTo(2);
    assertThat(err).contains("wrote no result: expected a command that takes JMH's -rf json");
    assertThat(ab("echo hello > \"$9\"; true", standIn(100))).isEqualTo(2);
  }

  @Test
  void endsAForkThatHangsWithAllItsChildren() throws IOException {
    String hangs = "sh -c 'sleep 4242 & echo $! > " + directory + "/child; wait' --";
    assertThat(ab(hangs, hangs, "--fork-limit", "300ms")).isEqualTo(2);
    assertThat(err).contains("took longer than").hasLineCount(1);
    long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
    assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void neverReportsAFailureOfItsOwnAsARegression() throws IOException {
    Files.writeString(directory.resolve("out"), "a file where a folder is wanted");
    assertThat(ab(standIn(100), standIn(100))).isEqualTo(2);
    assertThat(err).contains("results cannot be kept").hasLineCount(1);
  }

  @Test
  void keepsWhatIsCompleteWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    assertThat(ab(standIn(100), standIn(100))).isEqualTo(130);
    assertThat(err).isEqualTo("fanout: stopped before a fork was complete\n");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void leavesNothingBehindWhereACommandFailsWithoutAWord() {
    assertThat(ab("exit 7 #", "exit 7 #")).isEqualTo(2);
    assertThat(err).contains("ended with exit code 7").hasLineCount(1);
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void stopsAtTheTimeLimitWithWhatItHas() {
    assertThat(ab(standIn(100), standIn(100), "--time-limit", "1ns")).isEqualTo(3);
    assertThat(out).contains("the time limit was reached").contains("fewer than 2 complete blocks");
  }

  @Test
  void comparesSidesThatDifferInAParameterOnRequest() throws IOException {
    Path other =
        Files.writeString(
            directory.resolve("other.sh"),
            STAND_IN.replace("\"jdkVersion\"", "\"params\": {\"n\": \"%s\"}, \"jdkVersion\""));
    String script2 = Files.readString(other).replace("%d, \"scoreUnit\"", "%s, \"scoreUnit\"");
    Files.writeString(other, script2.replace("$score $score $score", "$mean $score $score $score"));
    String a = "sh " + other + " 100";
    String b = "sh " + other + " 101";
    assertThat(ab(a, b)).isEqualTo(2);
    assertThat(err).contains("A and B have no benchmark in common").contains("--ignore-param");
    assertThat(ab(a, b, "--ignore-param", "n")).isZero();
  }

  @Test
  void refusesAFolderThatAnotherRunWritesInto() throws IOException {
    try (FolderLock _ = FolderLock.of(directory.resolve("out"))) {
      assertThat(ab(standIn(100), standIn(100))).isEqualTo(2);
      assertThat(err).contains("another run writes into it").hasLineCount(1);
    }
    assertThat(directory.resolve("out")).isEmptyDirectory();
  }

  @Test
  void refusesOptionsThatItSetsItself() {
    assertThat(ab(standIn(100), standIn(100), "--", "-f", "3")).isEqualTo(2);
    assertThat(err).contains("ab sets JMH's -f itself");
    assertThat(ab(standIn(100), standIn(100), "--only", "get")).isEqualTo(2);
    assertThat(ab(standIn(100), standIn(100), "--force")).isEqualTo(2);
    assertThat(err).contains("Unknown option: '--force'").hasLineCount(1);
    assertThat(ab(standIn(100), standIn(100), "--fork-limit", "0")).isEqualTo(2);
    assertThat(ab(standIn(100), standIn(100), "--time-limit", "soon")).isEqualTo(2);
    assertThat(ab(standIn(100), standIn(100), "--blocks", "1")).isEqualTo(2);
    assertThat(err).contains("blocks must be at least 2, were 1");
  }

  private String standIn(int mean) {
    return "sh " + script + " " + mean;
  }

  private int ab(String a, String b, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("ab", "--a", a, "--b", b, "--out", directory.resolve("out").toString()));
    words.addAll(List.of(more));
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int exit =
        new Main(
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8))
            .execute(words.toArray(new String[0]));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return exit;
  }
}
