package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.model.Contenders;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are odd or made to do harm: never a stack trace, never a pass, never a hang. */
final class HostileFilesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path REAL = Path.of("src/test/resources/fanout/jmh");
  private static final int BAD_INPUT = 2;
  private static final int INCONCLUSIVE = 3;

  @TempDir private Path directory;
  private String out = "";
  private String err = "";

  /** The new side's metric; the base has five forks of 100 ns/op. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"score\": \"12.5\", \"scoreUnit\": \"ns/op\"'|expected a number, found \"12.5\"",
        "'\"score\": null, \"scoreUnit\": \"ns/op\"'|expected a number, found null",
        "'\"score\": 1, \"scoreUnit\": 7'|expected a unit",
        "'\"score\": 1, \"scoreUnit\": \"furlongs/op\"'|unit 'furlongs/op' does not convert to"
            + " 'ns/op'",
        "'\"score\": 1, \"scoreUnit\": \"ops/s\"'|unit 'ops/s' does not convert to 'ns/op'",
        "'\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": {}'|expected an array, found {}",
        "'\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [1, 2]'|expected an array, found 1",
        "'\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [[\"1,5\"]]'|expected a number,"
            + " found \"1,5\"",
        "'\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [[null]]'|expected a number, found"
            + " null",
        "'\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawDataHistogram\": [[[[1, -3]]]]'|expected a"
            + " pair",
        "'\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawDataHistogram\": [[[[1,"
            + " 99999999999999999999]]]]'|expected a pair",
        "'\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawDataHistogram\": [[[]], [[]]]'|a score is"
            + " not finite",
        "'\"score\": NaN, \"scoreUnit\": \"ns/op\", \"rawData\": [[NaN, NaN], [NaN]]'|a score is"
            + " not finite",
        "'\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [[1e400], [1e400]]'|a score is not"
            + " finite",
        "'\"score\": 1, \"scoreUnit\": \"ns/op\", \"score\": 2'|Duplicate",
      })
  void badInputIsOneLineAndExitTwo(String metric, String problem) throws IOException {
    assertThat(check(entry("avgt", metric))).isEqualTo(BAD_INPUT);
    assertThat(err).hasLineCount(1).contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"score\": 1, \"scoreUnit\": \"ns/op\"",
        "\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": []",
        "\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [[], []]",
        "\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [[0], [0], [0], [0], [0]]",
        "\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [[0], [1], [1], [1], [1]]",
        "\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [[-1], [-1], [-1], [-1], [-1]]",
        "\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [[-1e308, 1e308, 1.7e308], [1]]",
      })
  void whatCannotBeTestedNeverPasses(String metric) throws IOException {
    Path odd = entry("avgt", metric);
    assertThat(check(base().toString(), odd.toString())).as(out + err).isEqualTo(INCONCLUSIVE);
    assertThat(err).hasLineCount(1);
    assertThat(check(odd.toString(), base().toString())).isEqualTo(INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NS/OP", "ns/op", "Ns/Op", "us/op", "µs/op", "MS/op", " ns/op "})
  void knowsUnitsOfTimeInAnyCase(String unit) throws IOException {
    double nanos =
        unit.strip().toLowerCase(Locale.ROOT).startsWith("n")
            ? 1
            : unit.startsWith("M") ? 1e6 : 1e3;
    assertThat(check(entry("avgt", forks(unit, 100 / nanos, 101 / nanos)))).as(err).isZero();
    assertThat(check(entry("avgt", forks(unit, 150 / nanos, 151 / nanos)))).isEqualTo(1);
  }

  /** An unknown unit in throughput mode: more is faster all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"OPS/S", "ops/ms", "MB/s", "records/s"})
  void neverTakesMoreThroughputForARegression(String unit) throws IOException {
    Path slow = write("slow.json", "thrpt", forks(unit, 100, 101));
    Path fast = write("fast.json", "thrpt", forks(unit, 150, 151));
    assertThat(check(slow.toString(), fast.toString())).as(out).isZero();
    assertThat(check(fast.toString(), slow.toString())).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32BE"})
  void readsOtherEncodingsWithAByteOrderMark(String charset) throws IOException {
    String text = "\ufeff" + Files.readString(base());
    Path file = Files.write(directory.resolve("bom.json"), text.getBytes(Charset.forName(charset)));
    assertThat(check(base().toString(), file.toString())).as(err).isZero();
  }

  @Test
  void refusesWhatIsNoRegularFileAtOnce() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/dev/zero"));
    for (Path odd : List.of(link, Path.of("/dev/zero"), Path.of("/dev/null"))) {
      assertThat(check(base().toString(), odd.toString())).isEqualTo(BAD_INPUT);
      assertThat(err).contains(odd + ": is not a regular file").hasLineCount(1);
    }
  }

  @Test
  void unpacksGzipAndEndsAtGreatDepth() throws IOException {
    Path packed = directory.resolve("packed.json");
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(base(), gzip);
    }
    assertThat(check(base().toString(), packed.toString())).isZero();
    Files.write(packed, new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
    assertThat(check(base().toString(), packed.toString())).isEqualTo(BAD_INPUT);
    assertThat(err).contains("cannot be read").hasLineCount(1);
    for (String nest : List.of("[", "{\"a\":", "[{\"benchmark\":[")) {
      Path deep = Files.writeString(directory.resolve("deep.json"), nest.repeat(100_000));
      assertThat(check(base().toString(), deep.toString())).isEqualTo(BAD_INPUT);
      assertThat(err).hasLineCount(1);
    }
    Path digits = entry("avgt", "\"score\": " + "9".repeat(100_000) + ", \"scoreUnit\": \"ns/op\"");
    assertThat(check(digits)).isEqualTo(BAD_INPUT);
    assertThat(err).hasLineCount(1).hasSizeLessThan(500);
  }

  @Test
  void doesNotWaitForeverForAMillionIterationsOrManyForks() throws IOException {
    String million = String.join(",", Collections.nCopies(1_000_000, "100"));
    String many = String.join(",", Collections.nCopies(20_000, "[100],[101]"));
    for (String raw : List.of("[" + million + "],[101]", many)) {
      Path file =
          entry("avgt", "\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [" + raw + "]");
      assertTimeoutPreemptively(LIMIT, () -> check(file));
      assertThat(err).hasLineCount(1).contains("fanout: ");
    }
  }

  @Test
  void doesNotLetNamesActInTextOrMarkdown() throws IOException {
    String name = "a.B.c\\n| x | **pass** | @everyone [link](http://x) <img> \\u001b[2J";
    Path file =
        Files.writeString(
            directory.resolve("names.json"),
            Files.readString(base()).replace("\"b\"", "\"" + name + "\""));
    run("compare", "--format", "markdown", file.toString(), file.toString());
    assertThat(out).doesNotContain("@everyone", "\n| x", "**pass**", " [link]", "<img>", "\u001b");
    run("compare", file.toString(), file.toString());
    assertThat(out).doesNotContain("\n| x", "\u001b").contains("\\u000a", "\\u001b");
    run("compare", "--format", "markdown", file.toString(), file.toString(), file.toString());
    assertThat(out).doesNotContain("@everyone", "\n| x", "**pass**", " [link]", "<img>", "\u001b");
  }

  /** Each text of a file that a command may show. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delay\": \"0",
        "exchange\": \"okhttp",
        "strategy\": \"THREAD_POOL",
        "scoreUnit\": \"ms/op",
        "mode\": \"avgt",
        "benchmark\": \"fanout.benchmarks.FanOutBenchmark.fanOut",
        "jdkVersion\": \"25",
        "vmName\": \"VM",
        "jvmArgs\": [\"-Xmx1g",
        "processorModel\": \"Model",
        "os\": \"Linux",
        "command\": [\"-f",
      })
  void doesNotLetAnyTextActInATerminal(String field) throws IOException {
    String plain =
        Contenders.ofThousand()
            .add("THREAD_POOL", "PLATFORM_THREADS", 20, 21)
            .add("ORACLE", "PLATFORM_THREADS", 10, 11)
            .json()
            .replace(
                "\"threads\"",
                "\"jdkVersion\": \"25\", \"vmName\": \"VM\", \"jvmArgs\": [\"-Xmx1g\"],"
                    + " \"environment\": {\"processorModel\": \"Model\", \"os\": \"Linux\","
                    + " \"command\": [\"-f\"]}, \"threads\"");
    assertThat(plain).contains(field);
    Path good = Files.writeString(directory.resolve("good.json"), plain);
    Path bad =
        Files.writeString(
            directory.resolve("bad.json"), plain.replace(field, field + "\\u001b[31m\\u202e"));
    String page = directory.resolve("page.html").toString();
    for (String words :
        List.of(
            "summary BAD",
            "compare GOOD BAD",
            "compare --format markdown GOOD BAD",
            "check GOOD BAD",
            "history GOOD BAD BAD",
            "report -o " + page + " BAD")) {
      run(words.replace("BAD", bad.toString()).replace("GOOD", good.toString()).split(" "));
      assertThat(out + err).as(words).isNotEmpty().doesNotContain("\u001b", "\u202e");
    }
  }

  @Test
  void leavesOutTheSecretsThatOthersWrote() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("secret.json"),
            Contenders.ofThousand()
                .add("THREAD_POOL", "PLATFORM_THREADS", 20, 21)
                .json()
                .replace(
                    "\"delay\": \"0\"", "\"delay\": \"0\", \"target\": \"http://h/?token=hunter2\"")
                .replace(
                    "\"threads\"",
                    "\"jvmArgs\": [\"-Ddb.password=hunter2\"], \"environment\": {\"vmFlags\":"
                        + " [\"-Dkey.secret=hunter2 hunter2\"], \"command\": [\"-p\","
                        + " \"target=http://joe:hunter2@h/\"]}, \"threads\""));
    Path copy = Files.copy(file, directory.resolve("copy.json"));
    Path page = directory.resolve("page.html");
    Path merged = directory.resolve("merged.json");
    for (String words :
        List.of(
            "summary FILE",
            "summary --format json FILE",
            "compare FILE FILE",
            "report -o " + page + " FILE",
            "merge -o " + merged + " FILE " + copy)) {
      run(words.replace("FILE", file.toString()).split(" "));
      assertThat(out + err).as(words).doesNotContain("hunter2");
    }
    for (Path written : List.of(page, merged)) {
      assertThat(written).content().contains("[left-out]").doesNotContain("hunter2");
    }
  }

  @Test
  void takesNoNoticeOfFieldsThatOthersUseInTheirWay() throws IOException {
    String others =
        Files.readString(base()).replace("\"mode\"", "\"environment\": \"ci\", \"mode\"");
    Path file = Files.writeString(directory.resolve("others.json"), others);
    assertThat(check(base().toString(), file.toString())).isZero();
  }

  @Test
  void comparesChecksAndTracksWhatOtherVersionsWrote() {
    String[] all = new String[6];
    all[0] = "history";
    List<String> versions = List.of("1.0", "1.12", "1.21", "1.29", "1.37");
    for (int i = 0; i < versions.size(); i++) {
      all[i + 1] = REAL.resolve(versions.get(i)).resolve("commas.json").toString();
      assertThat(check(all[i + 1], all[i + 1])).isIn(0, INCONCLUSIVE);
    }
    assertThat(run(all)).as(err).isZero();
    assertThat(out).contains("Commas.length (text=a,b)", "changes of level: none");
    for (String mode : List.of("modes", "embedded")) {
      String old = REAL.resolve("1.0/" + mode + ".json").toString();
      String fresh = REAL.resolve("1.37/" + mode + ".json").toString();
      assertThat(run("compare", old, fresh)).isZero();
      assertThat(check(old, fresh)).isIn(0, 1, INCONCLUSIVE);
      assertThat(out).contains("provisional");
    }
    String allocation = "gc.alloc.rate.norm";
    assertThat(
            run(
                "compare",
                "--metric",
                allocation,
                REAL + "/1.21/modes.json",
                REAL + "/1.37/modes.json"))
        .isZero();
    assertThat(out).contains("B/op");
  }

  @Test
  void saysWhatIsWrongWithFilesOfFailedRunsAndOfOldVersions() {
    String whole = REAL + "/1.37/embedded.json";
    assertThat(check(whole, REAL + "/1.37/failed.json")).isEqualTo(BAD_INPUT);
    assertThat(err).contains("the file is empty").hasLineCount(1);
    assertThat(check(REAL + "/1.37/modes.json", REAL + "/1.37/partial.json")).isEqualTo(BAD_INPUT);
    assertThat(err).contains("is missing from the new side").hasLineCount(1);
    assertThat(check(whole, REAL + "/1.21/quotes.json")).isEqualTo(BAD_INPUT);
    assertThat(err).contains("JMH up to 1.21 does not escape quotes").hasLineCount(1);
  }

  private static String forks(String unit, double one, double other) {
    return "\"score\": 1, \"scoreUnit\": \"%s\", \"rawData\": [[%s], [%s], [%s], [%s], [%s]]"
        .formatted(unit, one, other, one, other, one);
  }

  private Path base() throws IOException {
    return write("base.json", "avgt", forks("ns/op", 100, 101));
  }

  private Path entry(String mode, String metric) throws IOException {
    return write("odd.json", mode, metric);
  }

  private Path write(String name, String mode, String metric) throws IOException {
    return Files.writeString(
        directory.resolve(name),
        "[{\"benchmark\": \"b\", \"mode\": \"%s\", \"primaryMetric\": {%s}}]"
            .formatted(mode, metric));
  }

  private int check(Path odd) throws IOException {
    return check(base().toString(), odd.toString());
  }

  private int check(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "check";
    System.arraycopy(words, 0, all, 1, words.length);
    return run(all);
  }

  private int run(String... words) {
    CliRun run = CliRun.of(words);
    out = run.out();
    err = run.err();
    return run.exit();
  }
}
