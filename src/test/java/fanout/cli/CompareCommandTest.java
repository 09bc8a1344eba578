package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Golden files are rewritten by {@code mvn test -Dtest=CompareCommandTest -Dfanout.golden=write}.
 */
final class CompareCommandTest {
  private static final Path GOLDEN = Path.of("src/test/resources/fanout/compare");
  private static final int WIDTH = 80;

  @TempDir private Path directory;
  private String out = "";
  private String err = "";
  private Path base = Path.of("");
  private Path candidate = Path.of("");

  @BeforeEach
  void writeResults() throws IOException {
    base =
        write(
            "base.json",
            entry("Maps.get", "avgt", "size", "10", "ns/op", 100, 101, 99, 100.5, 99.5),
            entry("Maps.get", "avgt", "size", "1000", "ns/op", 200, 202, 198, 201, 199),
            entry("Maps.put", "thrpt", "size", "10", "ops/s", 1e6, 1.01e6, 0.99e6, 1e6, 1.005e6),
            entry("Maps.sort", "ss", "size", "10", "ms/op", 10, 13, 8, 11.5, 9),
            entry("Maps.old", "avgt", "size", "10", "ns/op", 1, 1));
    candidate =
        write(
            "new.json",
            entry("Maps.get", "avgt", "size", "10", "us/op", .1, .101, .099, .1005, .0995),
            entry("Maps.get", "avgt", "size", "1000", "ns/op", 240, 242, 238, 241, 239),
            entry(
                "Maps.put", "thrpt", "size", "10", "ops/s", 1.3e6, 1.31e6, 1.29e6, 1.305e6, 1.3e6),
            entry("Maps.sort", "ss", "size", "10", "ms/op", 10.5, 12, 9, 11),
            entry("Maps.fresh", "avgt", "size", "10", "ns/op", 1, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "csv", "json"})
  void showsRatioIntervalAndVerdictInEveryFormat(String format) throws IOException {
    int exit = run("compare", "--format", format, base.toString(), candidate.toString());
    assertThat(err).isEmpty();
    assertThat(exit).isZero();
    assertGolden("compare." + format, out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"junit", "github", "openmetrics", "bencher", "github-action"})
  void writesWhatOtherToolsTake(String format) throws IOException {
    assertThat(run("compare", "--format", format, base.toString(), candidate.toString())).isZero();
    assertGolden("compare." + format, out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {"csv!,avgt,bins=3 size=10,1,", "openmetrics!params=\"bins=3,size=10\","})
  void tellsAllParametersOfARow(String format, String told) throws IOException {
    String result = Files.readString(base).replace("{\"size\"", "{\"bins\": \"3\", \"size\"");
    Files.writeString(base, result);
    assertThat(run("compare", "--format", format, base.toString(), base.toString())).isZero();
    assertThat(out).contains(told);
  }

  @Test
  void exportsFurtherFormsToFiles() throws IOException {
    Path junit = directory.resolve("gate.xml");
    Path action = directory.resolve("made/action.json");
    List<String> words = new ArrayList<>(List.of("compare", base.toString(), candidate.toString()));
    words.addAll(List.of("--export", "junit=" + junit, "--export", "github-action=" + action));
    assertThat(run(words.toArray(String[]::new))).isZero();
    assertGolden("compare.text", out);
    assertGolden("compare.junit", Files.readString(junit));
    assertGolden("compare.github-action", Files.readString(action));
    words.addAll(List.of("--export", "csv=" + directory));
    assertThat(run(words.toArray(String[]::new))).isEqualTo(2);
    assertThat(err).contains("is a folder, and a plain file is needed").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown"})
  void showsAFolderOverTime(String format) throws IOException {
    Path folder = Files.createDirectory(directory.resolve("nightly"));
    for (int i = 0; i < 16; i++) {
      double level = i < 8 ? 100 : 110;
      double wave = 0.3 * Math.sin(7 * i);
      Files.writeString(
          folder.resolve("%02d.json".formatted(i)),
          "[" + entry("Maps.get", "avgt", "size", "10", "ns/op", level + wave) + "]");
    }
    assertThat(run("history", "--format", format, folder.toString())).isZero();
    assertThat(err).isEmpty();
    assertGolden("history." + format, out);
    Path kept = directory.resolve("kept");
    assertThat(run("history", "--format", "csv", "--export", format + "=" + kept, folder + ""))
        .isZero();
    assertThat(out).startsWith("benchmark,");
    assertGolden("history." + format, Files.readString(kept));
  }

  @Test
  void leavesOutResultsOfAHistoryThatLackWhatIsAskedFor() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("nightly"));
    String other = entry("Maps.put", "avgt", "size", "10", "ns/op", 5);
    for (int i = 0; i < 6; i++) {
      String get = entry("Maps.get", "avgt", "size", "10", "ns/op", 100 + Math.sin(7 * i));
      String entries = i == 0 ? other : get + "," + other;
      Files.writeString(folder.resolve(i + ".json"), "[" + entries + "]");
    }
    assertThat(run("history", "--only", "get", folder.toString())).isZero();
    assertThat(out).contains("5 files;").doesNotContain("put");
    String known = folder.toString();
    String last = folder.resolve("5.json").toString();
    assertThat(run("compare", "--only", "get", "--history", known, last, last)).isZero();
    assertThat(run("history", "--only", "none", folder.toString())).isEqualTo(2);
    assertThat(err).contains("no benchmark matches --only 'none'");
    Path last6 = folder.resolve("6.json");
    Files.writeString(last6, "[" + other + "]");
    assertThat(run("history", "--only", "get", folder.toString())).isEqualTo(2);
    assertThat(err).isEqualTo("fanout: " + last6 + ": no benchmark matches --only 'get'\n");
  }

  @Test
  void gatesTheLastResultOfAHistory() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("nightly"));
    for (int i = 0; i < 8; i++) {
      double score = i == 7 ? 150 : 100 + Math.sin(7 * i);
      Files.writeString(
          folder.resolve(i + ".json"),
          "[" + entry("Maps.get", "avgt", "size", "10", "ns/op", score) + "]");
    }
    assertThat(run("history", folder.toString())).isZero();
    assertThat(run("history", "--gate", folder.toString())).isEqualTo(1);
    assertThat(err).isEqualTo("fanout: regression: org.acme.Maps.get (size=10) [avgt]\n");
    Path junit = directory.resolve("gate.xml");
    assertThat(run("history", "--gate", "--export", "junit=" + junit, folder + "")).isEqualTo(1);
    assertThat(junit).content().contains("<failure");
    assertThat(run("history", "--export", "csv=" + directory, folder + "")).isEqualTo(2);
    assertThat(run("history", folder.resolve("1.json").toString())).isEqualTo(2);
    assertThat(err).contains("a history needs at least 3 results, had 1");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThat(run("history", empty.toString())).isEqualTo(2);
    assertThat(err).contains("holds no result: expected files *.json or *.json.gz");
  }

  @Test
  void poolsSeveralSittingsOfASide() throws IOException {
    Path joined = directory.resolve("joined.json");
    Path again = Files.copy(base, directory.resolve("again.json"));
    assertThat(run("merge", base.toString(), again.toString(), "-o", joined.toString())).isZero();
    assertThat(run("compare", "--format", "csv", joined.toString(), candidate.toString())).isZero();
    String merged = out;
    assertThat(merged).contains(",10,5,");
    run(
        "compare",
        "--format",
        "csv",
        "--more-base",
        again.toString(),
        base.toString(),
        candidate.toString());
    assertThat(out).isEqualTo(merged);
    assertThat(run("merge", base.toString(), "-o", joined.toString())).isEqualTo(2);
    assertThat(err).contains("exists: expected the name of a new file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "text!1.250  -                 4.125     5.156  ns/op",
        "markdown!| 4.125 | 5.156 | ns/op | 1.250 | - | **no verdict** |",
        "csv!,time,ns/op,4.125,5.156,1.2499",
        "json!\"centre\" : 4.125,"
      })
  void showsJmhsOwnScoresWhereForksAreMissing(String form, String shown) throws IOException {
    String entry =
        """
        [{"benchmark": "org.acme.Maps.get", "mode": "avgt", "jdkVersion": "25.0.1", "forks": 1,
          "primaryMetric": {"score": %s, "scoreError": "NaN", "scoreUnit": "ns/op"}}]\
        """;
    Files.writeString(base, entry.formatted("4.125"));
    Files.writeString(candidate, entry.formatted("5.156"));
    assertThat(run("compare", "--format", form, base.toString(), candidate.toString())).isZero();
    assertThat(out).contains(shown);
  }

  @Test
  void confirmsNothingWhereAnExportCannotBeKept() {
    Path kept = directory.resolve("kept.xml");
    Path ran = directory.resolve("ran");
    List<String> words = new ArrayList<>(List.of("check", base + "", candidate + "", "--confirm"));
    words.addAll(List.of("--a", "touch " + ran, "--b", "touch " + ran, "--only", "1000"));
    words.addAll(List.of("--export", "junit=" + kept, "--export", "csv=" + directory));
    assertThat(run(words.toArray(String[]::new))).isEqualTo(2);
    assertThat(err).contains("is a folder, and a plain file is needed").hasLineCount(1);
    assertThat(out).isEmpty();
    assertThat(kept).doesNotExist();
    assertThat(ran).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {18, 60})
  void keepsToEightyColumnsWhateverTheLengthOfNames(int length) throws IOException {
    Path deep = Files.createDirectories(directory.resolve("d".repeat(WIDTH + 1)));
    String one = "Maps." + "a".repeat(length - 5);
    String other = "Maps." + "b".repeat(length - 5);
    for (int i = 0; i < 8; i++) {
      double score = 100 + Math.sin(7 * i) + (i < 4 ? 0 : 50);
      Files.writeString(
          deep.resolve(i + ".json"),
          """
          [{"benchmark": "org.acme.%s", "mode": "avgt", "environment": {"commit": "%s"},
            "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[%s]]}},
           {"benchmark": "org.acme.%s", "mode": "avgt",
            "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[%s]]}}]\
          """
              .formatted(one, "c0ffee" + i, score, other, score));
    }
    assertThat(run("history", deep.toString())).isZero();
    assertThat(out.replaceAll("\\s+", " ")).contains("[5] 4.json (c0ffee4): " + one + " x 1.486");
    assertThat(out.lines()).allMatch(CompareCommandTest::fits);
    assertThat(run("compare", deep.resolve("0.json") + "", deep.resolve("7.json") + "")).isZero();
    assertThat(out.replaceAll("\\s+", " ")).contains("new " + deep.resolve("7.json"));
    assertThat(out.lines()).allMatch(CompareCommandTest::fits);
  }

  /** No line could be broken further. */
  private static boolean fits(String line) {
    return line.length() <= WIDTH || !line.strip().contains(" ");
  }

  @Test
  void comparesRowsOfOneResultByAParameter() {
    assertThat(run("compare", base.toString(), "--by", "size", "--base", "10")).isZero();
    assertThat(out).contains("each against size=10").contains("Maps.get (size=1000)");
    assertThat(run("compare", base.toString(), "--by", "size")).isEqualTo(2);
    assertThat(run("compare", base.toString())).isEqualTo(2);
    assertThat(err).contains("expected two results, were 1");
  }

  @Test
  void staysWithinEightyColumns() {
    run("compare", base.toString(), candidate.toString());
    assertThat(out.lines().skip(1)).allMatch(line -> line.length() <= WIDTH);
  }

  @Test
  void gatesARegressionWithOne() {
    assertThat(run("check", "--only", "get", base.toString(), candidate.toString())).isEqualTo(1);
    assertThat(err).isEqualTo("fanout: regression: org.acme.Maps.get (size=1000) [avgt]\n");
    assertThat(out).contains("regressed");
  }

  @Test
  void letsWhatIsEquivalentOrImprovedPass() {
    assertThat(run("check", base.toString(), base.toString())).isZero();
    assertThat(run("check", "--only", "get|put", base.toString(), base.toString())).isZero();
    assertThat(err).endsWith("fanout: pass\n");
    assertThat(run("check", "--only", "put", base.toString(), candidate.toString())).isZero();
  }

  @Test
  void neverLetsAMissingBenchmarkPass() {
    assertThat(run("check", "--only", "size=10\\)", base.toString(), candidate.toString()))
        .isEqualTo(2);
    assertThat(err)
        .isEqualTo(
            "fanout: bad input: org.acme.Maps.old (size=10) [avgt] is missing from the new"
                + " side\n");
    assertThat(
            run(
                "check",
                "--fail-on",
                "regressed",
                "--force",
                "--only",
                "size=10\\)",
                base.toString(),
                candidate.toString()))
        .isEqualTo(2);
  }

  @Test
  void saysThreeWhenItCannotTellUnlessThatIsAllowed() {
    assertThat(run("check", "--only", "sort", base.toString(), candidate.toString())).isEqualTo(3);
    assertThat(err).startsWith("fanout: inconclusive").contains("Maps.sort");
    assertThat(
            run(
                "check",
                "--fail-on",
                "regressed",
                "--only",
                "sort",
                base.toString(),
                candidate.toString()))
        .isZero();
  }

  @Test
  void neverLetsAScoreThatIsNotFinitePass() throws IOException {
    Path broken =
        write(
            "nan.json",
            entry("Maps.get", "avgt", "size", "10", "ns/op", 100, Double.NaN)
                .replace("NaN", "\"NaN\""));
    assertThat(
            run(
                "check",
                "--fail-on",
                "regressed",
                "--only",
                "size=10\\).*avgt|get",
                broken.toString(),
                broken.toString()))
        .isEqualTo(2);
    assertThat(err).contains("a score is not finite");
    assertThat(exported(broken, broken, "--fail-on", "regressed"))
        .isEqualTo("2: failures 1, skipped 0");
    assertThat(out).startsWith("::error title=no verdict");
  }

  @Test
  void showsJmhsOwnErrorsWhereThereIsNoRawData() throws IOException {
    String form =
        """
        {"benchmark": "org.acme.b", "mode": "avgt", "primaryMetric":
          {"score": %d, "scoreError": %d, "scoreUnit": "ns/op"}}\
        """;
    Path before = write("before.json", form.formatted(100, 2));
    Path after = write("after.json", form.formatted(80, 4));
    assertThat(run("compare", before.toString(), after.toString())).isZero();
    assertThat(out)
        .containsPattern("±2.0%, ±5.0% +100 +80 +ns/op")
        .contains("! ±: JMH's own 99.9% errors of base and new, over iterations of all forks");
  }

  @Test
  void judgesFilesWithOneForkProvisionally() throws IOException {
    Path before = write("one.json", entry("b", "avgt", "n", "1", "ns/op", 100));
    Path after = write("ten.json", entry("b", "avgt", "n", "1", "ns/op", 1000));
    assertThat(run("check", before.toString(), before.toString())).isZero();
    assertThat(run("check", before.toString(), after.toString())).isEqualTo(1);
    assertThat(out).contains("regressed, provisional").contains("one fork: a spread of 10.0%");
    Path close = write("close.json", entry("b", "avgt", "n", "1", "ns/op", 102));
    assertThat(run("check", before.toString(), close.toString())).isEqualTo(3);
    assertThat(run("check", "--assume-noise", "1%", before.toString(), close.toString())).isZero();
  }

  @Test
  void saysThreeWithAdviceThatWorks() {
    assertThat(run("check", "--only", "sort", base.toString(), candidate.toString())).isEqualTo(3);
    assertThat(err)
        .containsPattern("forks a side \\(-f \\d+\\) show rows that have not changed")
        .contains("--fail-on regressed blocks only what is proven");
    assertThat(
            run(
                "check",
                "--fail-on",
                "regressed",
                "--only",
                "sort",
                base.toString(),
                candidate.toString()))
        .isZero();
  }

  @Test
  void letsListedBenchmarksBeMissing() {
    String[] words = {
      "check",
      "--only",
      "old|get.*=10\\)",
      "--allow-missing",
      "old",
      base.toString(),
      candidate.toString()
    };
    assertThat(run(words)).isZero();
  }

  /** Other tools are told no more than the gate says. */
  @Test
  void exportsWhatMayBeMissingAsSkipped() throws IOException {
    String plain = entry("b", "avgt", "n", "1", "ns/op", 100, 100);
    Path some = write("some.json", plain, collected("c"));
    Path both = write("both.json", collected("b"), collected("c"));
    Path more = write("more.json", plain, entry("old", "avgt", "n", "1", "ns/op", 1, 1));
    String[] metrics = {"--metric", "time", "--metric", "gc.time"};
    assertThat(exported(some, both, metrics)).isEqualTo("0: failures 0, skipped 1");
    assertThat(out).contains("::notice title=missing").doesNotContain("::error");
    assertThat(exported(both, some, metrics)).isEqualTo("2: failures 1, skipped 0");
    assertThat(out).contains("::error title=missing");
    assertThat(exported(more, some, "--allow-missing", "old"))
        .isEqualTo("0: failures 0, skipped 1");
    assertThat(out).contains("::notice title=missing").doesNotContain("::error");
    assertThat(exported(more, some)).isEqualTo("2: failures 1, skipped 0");
    Path elsewhere = write("elsewhere.json", plain, collected("old"));
    Path here = write("here.json", collected("b"));
    assertThat(
            exported(
                elsewhere, here, "--metric", "time", "--metric", "gc.time", "--allow-missing", "o"))
        .as("no row has the metric on both sides")
        .isEqualTo("2: failures 1, skipped 1");
  }

  private static String collected(String name) {
    return entry(name, "avgt", "n", "1", "ns/op", 100, 100)
        .replaceFirst(
            "\\}$",
            """
            , "secondaryMetrics": {"gc.time":
              {"score": 1, "scoreUnit": "ms", "rawData": [[1], [1]]}}}\
            """);
  }

  /** Returns the exit code, and what JUnit's file counts. */
  private String exported(Path one, Path other, String... words) throws IOException {
    Path junit = directory.resolve("gate.xml");
    List<String> all = new ArrayList<>(List.of("check", "--format", "github"));
    all.addAll(List.of("--export", "junit=" + junit, one.toString(), other.toString()));
    all.addAll(List.of(words));
    int exit = run(all.toArray(String[]::new));
    return Files.readString(junit)
        .replaceFirst(
            "(?s).* failures=\"(\\d+)\".* skipped=\"(\\d+)\".*",
            exit + ": failures $1, skipped $2");
  }

  @Test
  void acceptsASlowdownUpToAWaiversCeilingUntilItsDay() throws IOException {
    String form =
        "[{\"benchmark\": \"size=1000\", \"ceiling\": \"%s\", \"reason\": \"a fix that costs\","
            + " \"until\": \"%s\"}]";
    String get = "Maps.get";
    Path waived = Files.writeString(directory.resolve("w"), form.formatted("40%", "2999-12-31"));
    String[] words = {
      "check", "--only", get, "--waivers", waived.toString(), base.toString(), candidate.toString()
    };
    assertThat(run(words)).isZero();
    assertThat(out).contains("accepted up to 40% until 2999-12-31");
    Files.writeString(waived, form.formatted("10%", "2999-12-31"));
    assertThat(run(words)).isEqualTo(1);
    Files.writeString(waived, form.formatted("40%", "2020-01-31"));
    assertThat(run(words)).isEqualTo(1);
    assertThat(err).contains("the waiver of 'size=1000' expired on 2020-01-31");
    words[0] = "check";
    words[2] = "put";
    Files.writeString(waived, form.formatted("40%", "2999-12-31"));
    assertThat(run(words)).isZero();
    assertThat(err).contains("the waiver of 'size=1000' matches no benchmark");
    List<String> strict = new ArrayList<>(List.of(words));
    strict.add(1, "--strict");
    assertThat(run(strict.toArray(String[]::new))).isEqualTo(2);
  }

  @Test
  void refusesResultsOfDifferentJdksUnlessForced() throws IOException {
    Path other = directory.resolve("other.json");
    Files.writeString(other, Files.readString(base).replace("25.0.1", "21.0.4"));
    assertThat(run("check", "--only", "put", base.toString(), other.toString())).isEqualTo(4);
    assertThat(err)
        .isEqualTo(
            "fanout: not comparable (--force compares all the same): JDK: 25.0.1 in base, 21.0.4"
                + " in new\n");
    assertThat(run("check", "--force", "--only", "put", base.toString(), other.toString()))
        .isZero();
  }

  @Test
  void refusesASittingOfAnotherMachineUnlessForced() throws IOException {
    Path two = write("two.json", on("{\"processors\": 2, \"utc\": \"2030-01-01\"}"));
    Path again = write("again.json", on("{\"processors\": 2, \"utc\": \"2030-01-02\"}"));
    Path four = write("four.json", on("{\"processors\": 4}"));
    assertThat(run("check", two + "", two + "", "--more-new", again + "")).isZero();
    assertThat(out).doesNotContain("processors", "settings differ");
    assertThat(run("check", two + "", two + "", "--more-new", four + "")).isEqualTo(4);
    assertThat(err)
        .isEqualTo(
            "fanout: not comparable (--force compares all the same): processors: 2 in base, 2 and"
                + " 4 in new\n");
    assertThat(run("check", two + "", two + "", "--more-base", four + "")).isEqualTo(4);
    assertThat(run("check", "--force", two + "", two + "", "--more-new", four + "")).isZero();
    assertThat(out).contains("! processors: 2 in base, 2 and 4 in new");
    assertThat(
            run("compare", "--format", "json", two + "", two + "", "--more-new", four.toString()))
        .isZero();
    assertThat(out).contains("\"base\" : \"2\"", "\"candidate\" : \"2 and 4\"");
  }

  @Test
  void refusesAFolderOfDifferentMachines() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("sittings"));
    for (int processors : new int[] {2, 4}) {
      Files.writeString(
          folder.resolve(processors + ".json"),
          "[" + on("{\"processors\": %d}".formatted(processors)) + "]");
    }
    assertThat(run("check", folder.toString(), folder.toString())).isEqualTo(4);
    assertThat(err).contains("processors: 2 and 4 in base, 2 and 4 in new");
  }

  @Test
  void warnsThatAPooledSittingHadOtherSettings() throws IOException {
    String plain = on("{}").replace("\"mode\"", "\"measurementTime\": \"1 s\", \"mode\"");
    Path longer = write("longer.json", plain);
    Path shorter = write("shorter.json", plain.replace("1 s", "100 ms"));
    Path again = Files.copy(longer, directory.resolve("again.json"));
    run("compare", longer.toString(), longer.toString(), "--more-new", again.toString());
    assertThat(out).doesNotContain("settings differ");
    run("compare", longer.toString(), longer.toString(), "--more-new", shorter.toString());
    assertThat(out.replaceAll("\\s+", " "))
        .contains("-1 x 1 s, batch -1 and -1 x warm-up + -1 x 100 ms, batch -1 in new");
  }

  @Test
  void doesNotMergeSittingsOfDifferentMachines() throws IOException {
    Path two = write("two.json", on("{\"processors\": 2, \"kernel\": \"6.1\"}"));
    Path kernel = write("kernel.json", on("{\"processors\": 2, \"kernel\": \"6.2\"}"));
    Path unknown = write("unknown.json", on("{}").replace("\"environment\": {}, ", ""));
    Path four = write("four.json", on("{\"processors\": 4, \"kernel\": \"6.1\"}"));
    Path joined = directory.resolve("joined.json");
    String[] words = {"merge", unknown + "", two + "", kernel + "", four + "", "-o", joined + ""};
    assertThat(run(words)).isEqualTo(2);
    assertThat(err)
        .isEqualTo(
            "fanout: merge: org.acme.Maps.get (size=10) [avgt]: not of one machine and JDK:"
                + " processors: 2 in %s, 4 in %s\n".formatted(two, four));
    assertThat(joined).doesNotExist();
    assertThat(run("merge", unknown + "", two + "", kernel + "", "-o", joined + "")).isZero();
    assertThat(joined).exists();
  }

  private static String on(String environment) {
    return entry("Maps.get", "avgt", "size", "10", "ns/op", 100, 101, 99, 100.5, 99.5)
        .replace("\"mode\"", "\"environment\": %s, \"mode\"".formatted(environment));
  }

  @Test
  void takesThresholdsOfSingleBenchmarks() {
    assertThat(
            run(
                "check",
                "--only",
                "get",
                "--threshold",
                "2%",
                "--threshold",
                "size=1000=40%",
                base.toString(),
                candidate.toString()))
        .isZero();
    assertThat(out).contains("margin 40%").contains("margin 2%");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--threshold -5%|--threshold must be from 0 to 1000%, was -5.0%",
        "--threshold 5|--threshold: write 5% for a percentage, or a share below 1",
        "--threshold much|--threshold: expected a share such as 5% or 0.05, was 'much'",
        "--only (|--only: '(' is not a regular expression",
        "--threshold (=5%|--threshold: '(' is not a regular expression",
        "--format xml|Invalid value for option '--format'",
        "--only nothing|base.json: no benchmark matches --only 'nothing'",
        "--metric heat|base.json: no entry has the metric 'heat'",
        "--metric time=5|--metric: write 5% for a percentage, or a share below 1",
        "--metric time=5%,floor=16|--metric: expected a floor with its unit such as 16B, was '16'",
        "--metric time=5%,floor=16kg|the floor of 'time' is in 'kg', its scores in",
        "--metric =|--metric: expected NAME, NAME=5% or NAME=1%,floor=16B, was '='",
        "--fail-on noise|Invalid value for option '--fail-on': expected one of [regressed,"
            + " not-shown]",
        "--allow-missing (|--allow-missing: '(' is not a regular expression",
        "--waivers none.json|none.json: no such file",
      })
  void saysInOneLineWhatIsWrongWithAnOption(String option, String problem) {
    List<String> words = new ArrayList<>(List.of("check"));
    words.addAll(List.of(option.split(" ", 2)));
    words.addAll(List.of(base.toString(), candidate.toString()));
    assertThat(run(words.toArray(new String[0]))).isEqualTo(2);
    assertThat(err).startsWith("fanout: ").contains(problem).hasLineCount(1);
    assertThat(out).isEmpty();
  }

  @Test
  void saysInOneLineWhatIsWrongWithAFile() throws IOException {
    Path cut = directory.resolve("cut.json");
    Files.writeString(cut, Files.readString(base).substring(0, 900));
    assertThat(run("compare", base.toString(), cut.toString())).isEqualTo(2);
    assertThat(err)
        .startsWith("fanout: " + cut + ": the file is cut short at line")
        .hasLineCount(1);
    assertThat(run("check", base.toString(), "absent.json")).isEqualTo(2);
    assertThat(err).isEqualTo("fanout: absent.json: no such file\n");
    Path empty = Files.createFile(directory.resolve("empty.json"));
    assertThat(run("check", empty.toString(), empty.toString())).isEqualTo(2);
    Path foreign = write("foreign.json", entry("x", "avgt", "n", "1", "ns/op", 1, 1));
    assertThat(run("check", base.toString(), foreign.toString())).isEqualTo(2);
    assertThat(err).contains("has no benchmark in common");
  }

  private int run(String... words) {
    CliRun run = CliRun.of(words);
    out = run.out();
    err = run.err();
    return run.exit();
  }

  private void assertGolden(String name, String actual) throws IOException {
    // The length of the directory's name decides where the title is broken.
    String stable =
        actual.replace(directory + "/", "").replaceFirst(",\\s+new\\s+new.json", ", new new.json");
    Path golden = GOLDEN.resolve(name);
    if ("write".equals(System.getProperty("fanout.golden"))) {
      Files.writeString(golden, stable);
    }
    assertThat(stable).isEqualTo(Files.readString(golden));
  }

  private Path write(String name, String... entries) throws IOException {
    return Files.writeString(directory.resolve(name), "[" + String.join(",\n", entries) + "]");
  }

  private static String entry(
      String name, String mode, String param, String value, String unit, double... forks) {
    StringBuilder raw = new StringBuilder();
    for (double fork : forks) {
      raw.append(raw.isEmpty() ? "[" : ",[").append(fork).append(']');
    }
    return String.format(
        Locale.ROOT,
        """
        {"benchmark": "org.acme.%s", "mode": "%s", "jdkVersion": "25.0.1",
         "params": {"%s": "%s"},
         "primaryMetric": {"score": 1, "scoreUnit": "%s", "rawData": [%s]}}\
        """,
        name,
        mode,
        param,
        value,
        unit,
        raw);
  }
}
