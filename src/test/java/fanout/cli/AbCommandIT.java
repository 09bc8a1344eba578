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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collects from a stand-in for a JMH jar: a script that writes JMH's JSON. */
final class AbCommandIT {
  /** The first word is the mean; the noise of ±1 % follows from the number of the run. */
  private static final String STAND_IN =
      """
      mean=$1; shift
      [ "${*%-lp}" = "$*" ] || exit 1
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
  void endsWithTwoBeforeItRunsWhereAWaiverHasExpired() throws IOException {
    String form =
        "[{\"benchmark\": \"get\", \"ceiling\": \"90%%\", \"reason\": \"r\", \"until\": \"%s\"}]";
    Path waivers = Files.writeString(directory.resolve("w"), form.formatted("2020-01-31"));
    String[] words = {"--waivers", waivers.toString(), "--strict", "--blocks", "2"};
    assertThat(ab(standIn(100), standIn(120), words)).isEqualTo(2);
    assertThat(err).contains("the waiver of 'get' expired on 2020-01-31").hasLineCount(1);
    assertThat(directory.resolve("out")).doesNotExist();
    Files.writeString(waivers, form.formatted("2999-12-31").replace("get", "typo"));
    assertThat(ab(standIn(100), standIn(100), words)).isEqualTo(2);
    assertThat(err).contains("the waiver of 'typo' matches no benchmark");
  }

  @Test
  void findsASlowdownAndKeepsTheRawDataOfBothSidesInJmhsForm() throws IOException {
    assertThat(ab(standIn(100), standIn(120))).isEqualTo(1);
    assertThat(out).contains("regressed").contains("1.2");
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
  void endsWithTwoWhereAMetricIsNowhere() {
    assertThat(ab(standIn(100), standIn(100), "--metric", "gc.count")).isEqualTo(2);
    assertThat(err).endsWith("fanout: bad input: no benchmark has gc.count on both sides\n");
  }

  @Test
  void handsJmhItsOptionsAsTheyAre() throws IOException {
    ab(standIn(100), standIn(100), "--blocks", "2", "--", "Parse.*", "-p", "text=two words");
    List<String> words = Files.readAllLines(script.resolveSibling("stand-in.sh.words"));
    assertThat(words.getFirst()).startsWith("Parse.* -p text=two words -f 1 -rf json -rff ");
  }

  @Test
  void handsJmhParametersInOneWordAsTwo() throws IOException {
    ab(standIn(100), standIn(100), "--blocks", "2", "--", "-ptext=two words", "--p=n=1,2");
    List<String> words = Files.readAllLines(script.resolveSibling("stand-in.sh.words"));
    assertThat(words.getFirst()).startsWith("-p text=two words -p n=1,2 -f 1 -rf json -rff ");
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
        "once() { [ \"$1\" = -lp ] && return 1; if [ -e %1$s/seen ] && [ ! -e %1$s/failed ]; then touch %1$s/failed; echo boom; exit 3; fi; touch %1$s/seen; %2$s \"$@\"; }; once"
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
    assertThat(ab(hangs, hangs, "--fork-limit", "1s")).isEqualTo(2);
    assertThat(err).contains("took longer than").hasLineCount(2);
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
    assertThat(err).endsWith("fanout: stopped before a fork was complete\n");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void leavesNothingBehindWhereACommandFailsWithoutAWord() {
    assertThat(ab("exit 7 #", "exit 7 #")).isEqualTo(2);
    assertThat(err).contains("ended with exit code 7").hasLineCount(2);
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
    assertThat(ab(standIn(100), standIn(100), "--fail-on", "both")).isEqualTo(2);
    assertThat(err).contains("expected one of [regressed, not-shown], was 'both'");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  /** {@code get} settles with n = 1; with n = 2 it does not, nor does {@code put}. */
  private static final String LISTS =
      """
      mean=$1; shift
      if [ "$*" = "-lp" ]; then
        printf 'Benchmarks: \\norg.acme.Maps.get\\n  param "n" = {1, 2}\\norg.acme.Maps.put\\n'
        [ $mean -lt 150 ] || echo org.acme.Maps.remove
        exit 0
      fi
      name=org.acme.Maps.put
      all="$*"
      case "$*" in *get*) name=org.acme.Maps.get; esac
      while [ $# -gt 0 ]; do [ "$1" = -rff ] && out=$2; shift; done
      n=$(cat "$0.count" 2>/dev/null || echo 0); n=$((n+1)); echo $n > "$0.count"
      noise=$(( (n * 7919) % 21 - 10 ))
      params=
      case "$all" in *n=1*) params='"n": "1"';; *n=2*) params='"n": "2"';; esac
      [ "$params" = '"n": "1"' ] || noise=$(( (n * 104729) % 601 ))
      score=$(( mean * 1000 + mean * noise ))
      printf '[{"benchmark": "%s", "mode": "avgt", "params": {%s},
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[%d]]}}]' \\
        $name "$params" $score > "$out"
      """;

  @Test
  void runsEachRowByItselfAndNoLongerThanItIsUndecided() throws IOException {
    String command = "sh " + Files.writeString(directory.resolve("lists.sh"), LISTS);
    assertThat(ab(command + " 100", command + " 100")).isEqualTo(3);
    assertThat(err)
        .contains("3 rows, each by itself: at most 10 blocks of 4 forks each, 120 forks")
        .contains("fork 1 of at most 120: ")
        .contains("fork 100 of at most 100: ")
        .contains(") show rows that have not changed to be no slower, all of them together");
    assertThat(out)
        .containsPattern("mean of the ratios [\\d.]+\\s\\([\\d.]+-[\\d.]+\\), inconclusive");
    assertThat(forksOf("Maps.get (n=1)")).isEqualTo(10);
    assertThat(forksOf("Maps.get (n=2)")).isEqualTo(20);
    assertThat(forksOf("Maps.put")).isEqualTo(20);
    String pairing = Files.readString(directory.resolve("out/pairing.json"));
    assertThat(pairing).contains("\"benchmark\" : \"org.acme.Maps.get (n=1)\"");
  }

  @Test
  void missesABenchmarkThatOneSideLacksWithoutRunningIt() throws IOException {
    String quiet = LISTS.replace("% 601", "% 21");
    String command = "sh " + Files.writeString(directory.resolve("lists.sh"), quiet);
    assertThat(ab(command + " 200", command + " 100", "--blocks", "2")).isEqualTo(2);
    assertThat(err)
        .endsWith(
            "fanout: bad input: org.acme.Maps.remove [not run] is missing from the new side\n");
    String[] words = {"--blocks", "2", "--allow-missing", "remove"};
    assertThat(ab(command + " 200", command + " 100", words)).isZero();
  }

  @Test
  void timesAnyTwoCommands() throws IOException {
    assertThat(run("--command", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done", "sleep 0.3"))
        .isEqualTo(1);
    assertThat(out).contains("regressed").contains("command").contains("improved").contains("cpu");
    ResultFile b = ResultFile.read(directory.resolve("out/b.json"));
    assertThat(Arrays.stream(b.entries().getFirst().primary().forkMeans()).min().orElseThrow())
        .isGreaterThanOrEqualTo(0.3);
    assertThat(b.entries().getFirst().secondary()).containsKey("cpu");
    assertThat(err).containsPattern("(?m)^about \\d+ s in all, about half where rows are soon");
  }

  @Test
  void saysWhyAPlainCommandFails() {
    assertThat(run("--command", "echo no such file >&2; exit 3", "true")).isEqualTo(2);
    assertThat(err)
        .endsWith("ended with exit code 3; its last words: no such file\n")
        .hasLineCount(2);
    assertThat(directory.resolve("out")).doesNotExist();
    assertThat(run("--command", "true", "exit 4")).isEqualTo(2);
    assertThat(err).endsWith("'exit 4' ended with exit code 4 and printed nothing\n");
    assertThat(directory.resolve("out")).doesNotExist();
    assertThat(run("--command", "true", "true", "--a", "true")).isEqualTo(2);
    assertThat(err).contains("--command: expected two commands, once, without --a, --b");
    assertThat(run("--a", "true")).isEqualTo(2);
    assertThat(err).contains("expected both --a CMD and --b CMD").hasLineCount(1);
  }

  @Test
  void confirmsARegressionOrDoesNot() throws IOException {
    Path base = result("base", 100);
    Path slow = result("new", 130);
    String[] words = {
      "check", base + "", slow + "", "--confirm", "--a", standIn(100), "--out", directory + "/out"
    };
    assertThat(execute(words, "--b", standIn(100))).isZero();
    assertThat(out).contains("1 regressed rows run again").endsWith("\n2 equivalent\n");
    List<String> options = Files.readAllLines(script.resolveSibling("stand-in.sh.words"));
    assertThat(options.getFirst())
        .startsWith("^\\Qorg.acme.Maps.get\\E$ -e ^(?!\\Qorg.acme.Maps.get\\E$) -f 1");
    assertThat(execute(words, "--b", standIn(130))).isEqualTo(1);
    assertThat(execute(words)).isEqualTo(2);
    assertThat(execute(new String[] {"check", base + "", slow + ""}, "--a", "true")).isEqualTo(2);
    assertThat(err).contains("--a, --b and options of JMH are for --confirm");
  }

  /** Other tools read one document: the exported one, or that on standard output. */
  @ParameterizedTest
  @ValueSource(strings = {"json", "junit"})
  void writesFormsForMachinesOnceWithWhatDecides(String form) throws IOException {
    Path base = result("base", 100);
    Path slow = result("new", 130);
    Path kept = directory.resolve("kept");
    String[] words = {
      "check", base + "", slow + "", "--confirm", "--a", standIn(100), "--out", directory + "/out"
    };
    assertThat(execute(words, "--b", standIn(100), "--format", form, "--export", form + "=" + kept))
        .isZero();
    assertThat(out).isEqualTo(Files.readString(kept)).doesNotContain("regressed", "<failure");
    assertThat(execute(words, "--b", "false", "--format", form, "--export", form + "=" + kept))
        .isEqualTo(2);
    assertThat(out).isEmpty();
    assertThat(kept).content().containsAnyOf("regressed", "<failure");
  }

  private Path result(String name, int score) throws IOException {
    return Files.writeString(
        directory.resolve(name + ".json"),
        """
        [{"benchmark": "org.acme.Maps.get", "mode": "avgt", "jdkVersion": "25",
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[%d0], [%d1], [%d0]]}},
         {"benchmark": "org.acme.Maps.put", "mode": "avgt", "jdkVersion": "25",
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[90], [91], [90]]}}]\
        """
            .formatted(score, score, score));
  }

  private long forksOf(String benchmark) {
    return ResultFile.read(directory.resolve("out/a.json")).entries().stream()
        .filter(entry -> entry.key().label().equals(benchmark))
        .mapToLong(entry -> entry.primary().rawData().size())
        .sum();
  }

  private int run(String... more) {
    return execute(new String[] {"ab", "--out", directory.resolve("out").toString()}, more);
  }

  private String standIn(int mean) {
    return "sh " + script + " " + mean;
  }

  private int ab(String a, String b, String... more) {
    String out = directory.resolve("out").toString();
    return execute(new String[] {"ab", "--a", a, "--b", b, "--out", out}, more);
  }

  private int execute(String[] words, String... more) {
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int exit =
        new Main(
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8))
            .execute(all);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return exit;
  }
}
