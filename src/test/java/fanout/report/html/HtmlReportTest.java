package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fanout.model.CalibrationRows;
import fanout.model.CalibrationRows.Broken;
import fanout.model.Contenders;
import fanout.report.SummaryText;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the page says, without a browser. */
final class HtmlReportTest {
  /** Results from before contenders took turns. */
  private static final Path OLDER = Path.of("src/test/resources/fanout/older");

  private static final Path MODES = Path.of("src/test/resources/fanout/jmh/1.37/modes.json");
  private static final Path OLD_LADDER = Path.of("src/test/resources/fanout/report/ladder.json");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "results/baseline/default",
        "results/baseline/exchanges",
        "results/baseline/granularity",
        "results/baseline/handoff",
        "src/test/resources/fanout/older/scalability",
        "src/test/resources/fanout/older/null-control",
        "src/test/resources/fanout/older/recording"
      })
  void makesASmallPageOfResultsThatAreKept(String name) throws Exception {
    Path file = Path.of(name + ".json");
    byte[] page = Files.readAllBytes(Results.page(folder.resolve("page.html"), file));
    assertThat(page.length).isLessThan(HtmlReport.MOST_BYTES);
    assertThat(new String(page, StandardCharsets.UTF_8))
        .contains("<svg", "Environment and command", file.getFileName().toString())
        .doesNotContain("NaN", "Infinity", "http://", "https://");
  }

  @Test
  void saysModeDirectionAndJmhsOwnErrorOfAnyBenchmark() throws Exception {
    String page = page(Results.BASELINE.resolve("handoff.json"));
    assertThat(page)
        .contains("average time in µs/op, less is better", "JMH&#39;s 99.9 %", "95 % over forks")
        .doesNotContain("FanOutBenchmark", "id=\"answer\"");
  }

  @Test
  void namesFileJdkAndDateOfAnyJmhResult() throws Exception {
    String page = page(MODES);
    assertThat(page)
        .containsPattern(
            "<title>fanout: modes\\.json, JDK 17\\.0\\.15, file of 20\\d\\d-\\d\\d-\\d\\d</title>")
        .contains("throughput in ops/µs, more is better", "sampled time in µs/op, less is better")
        .contains("<bdi>gc.alloc.rate.norm</bdi>", "JMH&#39;s 99.9 %")
        .doesNotContain("suite", "Makespan", "-f 5", "FanOut", "id=\"answer\"");
    assertThat(page(Results.BASELINE.resolve("default.json")))
        .containsPattern(
            "<title>fanout: default\\.json, JDK 25[^,]*, 20\\d\\d-\\d\\d-\\d\\d</title>");
  }

  @Test
  void hasItsSectionsInTheOrderOfTheQuestions() throws Exception {
    List<ResultEntry> entries = CalibrationRows.of(Broken.NOTHING);
    List<ResultFile> files = new ArrayList<>();
    files.add(ResultFile.read(Results.BASELINE.resolve("default.json")));
    files.add(ResultFile.read(Results.withSamples(folder)));
    files.add(ResultFile.read(withAndWithoutRecording()));
    files.add(ResultFile.read(MODES));
    assertThat(sections(html(files)))
        .containsExactly(
            "answer",
            "ladder",
            "slots",
            "timeline",
            "latency",
            "recording",
            "scores",
            "environment");
    assertThat(sections(page(OLDER.resolve("scalability.json"))))
        .startsWith("scalability", "answer")
        .endsWith("environment");
    assertThat(sections(html(List.of(new ResultFile(Path.of("c.json"), entries)))))
        .endsWith("calibration", "environment");
  }

  private Path withAndWithoutRecording() {
    ArrayNode entries = JsonMapper.shared().createArrayNode();
    for (JsonNode entry : JsonMapper.shared().readTree(Results.LEDGERS.toFile())) {
      for (String ledger : List.of("full", "off")) {
        JsonNode copy = entries.add(entry.deepCopy()).get(entries.size() - 1);
        ((ObjectNode) copy.get("params")).put("ledger", ledger);
      }
    }
    return Results.write(folder.resolve("recording.json"), entries);
  }

  @Test
  void saysWhetherTheInstrumentHolds() {
    for (Broken broken : List.of(Broken.NOTHING, Broken.RECORDING)) {
      ResultFile file = new ResultFile(Path.of("c.json"), CalibrationRows.of(broken));
      assertThat(Results.group("<section id=\"calibration\">(.*?)</section>", html(List.of(file))))
          .contains(broken == Broken.NOTHING ? "The instrument holds" : "The instrument fails")
          .contains("recording on ÷ off, makespan", "<table");
    }
  }

  @Test
  void saysWhyRowsWithAnAdditionAreNoCalibration() {
    List<ResultEntry> some =
        CalibrationRows.of(Broken.NOTHING).stream()
            .filter(
                entry ->
                    Parameter.ADDITION.isUsualIn(entry)
                        || Parameter.ADDITION.of(entry).startsWith("spin"))
            .filter(entry -> Parameter.COPY.isUsualIn(entry))
            .toList();
    assertThat(
            Results.group(
                "<section id=\"calibration\">(.*?)</section>",
                html(List.of(new ResultFile(Path.of("some.json"), some)))))
        .contains("some.json:")
        .doesNotContain("<table");
  }

  @Test
  void hasOneBadgeAStrategyAndFoldsWhatHoldsForAllRows() throws Exception {
    JsonNode tree = JsonMapper.shared().readTree(Results.LEDGERS.toFile());
    Path older = Results.write(folder.resolve("older.json"), tree);
    for (Path file : List.of(older, OLDER.resolve("scalability.json"), OLD_LADDER)) {
      String page = page(file);
      String unfolded = page.replaceAll("(?s)<details.*?</details>", "");
      assertThat(unfolded).doesNotContain("<ul class=\"note\">");
      Matcher rows = Pattern.compile("(?s)<tr>.*?</tr>").matcher(page);
      while (rows.find()) {
        assertThat(rows.group().split("class=\"badge\"", -1)).hasSizeLessThanOrEqualTo(2);
      }
    }
    assertThat(page(older)).containsOnlyOnce("<summary>⚠ all rows: 1 remark</summary>");
  }

  @Test
  void answersBeforeItExplains() throws Exception {
    String page = page(Results.BASELINE.resolve("default.json"));
    assertThat(page.indexOf("class=\"answer\">THREAD_POOL is the fastest: "))
        .isBetween(0, page.indexOf("<table"));
    assertThat(page.indexOf("id=\"answer\"")).isBetween(0, page.indexOf("id=\"slots\""));
  }

  @Test
  void saysHowSureItIsBesideEachFigure() throws Exception {
    assertThat(page(Results.BASELINE.resolve("default.json")))
        .containsPattern("VIRTUAL_THREADS takes 1\\.\\d+ ± 0\\.\\d+ times as long")
        .contains("data-of=\"times as long\">×\u00A01</td>")
        .doesNotContain("peed-up", "service delay")
        .containsOnlyOnce("A cost smaller than its ± may be nothing.");
  }

  @Test
  void namesAStrategyWithItsParametersBeforeSayingWhatItTakes() throws Exception {
    String rows =
        Contenders.ofThousand()
            .add("THREAD_POOL", "PLATFORM_THREADS", 20, 21, 20.5)
            .add("WORKER_PROCESSES", "PROCESSES", 30, 31.5, 30.8)
            .json()
            .replace("\"WORKER_PROCESSES\"", "\"WORKER_PROCESSES\", \"chunk\": \"10\"");
    assertThat(page(Files.writeString(folder.resolve("chunk.json"), rows)))
        .containsPattern("WORKER_PROCESSES chunk 10 takes 1\\.\\d+ ± 0\\.\\d+ times as long\\.<");
  }

  @Test
  void saysWhatSynchronizationCostsAndDrawsTheStepsOfIt() throws Exception {
    String page = page(Path.of("src/test/resources/fanout/report/rounds.json"));
    assertThat(page)
        .contains(
            ">THREAD_POOL is the fastest: 24.",
            ">In µs a request of makespan (of CPU), synchronization costs: THREAD_POOL ");
    assertThat(page)
        .contains(
            "id=\"ladder\"", "<title>vehicle ", "<title>sharing −", "stroke-dasharray=\"4 2\"")
        .contains("Slot states", "<title>runnable ");
    assertThat(Results.group("<section id=\"ladder\">(.*?)</section>", page))
        .as("no interval of a whole bar at the end of its last part")
        .doesNotContain("<g ");
    assertThat(page.substring(0, page.indexOf("id=\"environment\"")))
        .doesNotContain("ORACLE_THREADS");
  }

  @Test
  void doesNotNameTheFastestOfOneFork() throws Exception {
    JsonNode tree = JsonMapper.shared().readTree(Results.LEDGERS.toFile());
    for (JsonNode entry : tree) {
      ArrayNode raw = (ArrayNode) entry.get("primaryMetric").get("rawData");
      while (raw.size() > 1) {
        raw.remove(1);
      }
    }
    assertThat(page(Results.write(folder.resolve("one.json"), tree)))
        .contains("In one fork, which does not tell how sure it is: ")
        .doesNotContain("is the fastest");
  }

  @Test
  void marksARowWithTheRemarksThatTheSummaryMakesOfIt() throws Exception {
    Path file = Path.of("src/test/resources/fanout/report/ladder.json");
    String remark = "warm-up reached its limit before the score stood still";
    assertThat(new SummaryText(ResultFile.read(file), false).toText().replaceAll("\\s+", " "))
        .contains("! WORKER_PROCESSES delay=0: " + remark);
    assertThat(page(file))
        .containsOnlyOnce(remark)
        .contains("PROCESSES</bdi> <details class=\"badge\"><summary>⚠ 1 remark</summary>");
  }

  @Test
  void doesNotWarnOfCompilersWhoseTimeIsSubtracted() throws Exception {
    assertThat(page(Results.BASELINE.resolve("default.json")))
        .contains("<b>compilers</b>")
        .doesNotContain("⚠ 1 remark");
  }

  @Test
  void showsThePointsOfASweepInOneTable() throws Exception {
    String page = page(OLDER.resolve("scalability.json"));
    assertThat(page)
        .contains("<h3>Each point</h3>", "<summary>Each setting by itself</summary>")
        .doesNotContain("is the fastest");
  }

  @Test
  void letsNothingRunButItsOwnScript() throws Exception {
    String page = page(Results.hostile(folder));
    assertThat(page).containsOnlyOnce("<script>").doesNotContain("<img", "<iframe", "<b onclick");
    for (String kind : List.of("script", "style")) {
      String content = Results.group("<%s>(.*?)</%s>".formatted(kind, kind), page);
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      assertThat(Results.group("Content-Security-Policy\" content=\"([^\"]*)\"", page))
          .startsWith("default-src 'none';")
          .contains(kind + "-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
          .doesNotContain("unsafe");
    }
  }

  @Test
  void cutsVeryLongNamesAndSaysHowLongTheyWere() throws Exception {
    Path file = Results.single(folder, "long.json", "a." + "x".repeat(100_000), List.of(1.0, 2.0));
    assertThat(page(file)).contains("… (100002 characters)").hasSizeLessThan(100_000);
  }

  @Test
  void showsNamesOfAnyScriptAsTheyAreAndCutsNoneInTheMiddleOfACharacter() throws Exception {
    String name = "пакет.測試.اختبار.δοκιμή";
    Path file = Results.single(folder, "результат 結果.json", name, List.of(1.0, 2.0));
    assertThat(page(file)).contains("اختبار.δοκιμή", "результат 結果.json");
    Path faces = Results.single(folder, "faces.json", "😀".repeat(5_000), List.of(1.0, 2.0));
    assertThat(page(faces)).contains("😀… (5000 characters)").doesNotContain("\uFFFD");
  }

  @Test
  void hidesDrawingsWithoutANameFromReadersOfScreens() throws Exception {
    Path file = Results.single(folder, "one.json", "a.B.c", List.of(1.0, 2.0));
    assertThat(page(file)).contains("aria-hidden=\"true\"").doesNotContain("aria-label=\"\"");
  }

  @Test
  void saysWhichMachineEachResultIsOf() throws Exception {
    assertThat(page(OLDER.resolve("scalability.json"), OLDER.resolve("recording.json")))
        .contains(
            "not made in one place", "AMD EPYC in scalability.json; Intel(R) Xeon(R) Processor in");
  }

  @Test
  void saysThatSittingsInOneFileAreOfDifferentMachines() throws Exception {
    assertThat(mixedPlaces("\"processors\": 2", "\"processors\": 4"))
        .containsExactly("processors: 2 in two.json; 4 in two.json");
  }

  @Test
  void takesUpdatesOfOneReleaseOfJavaForOnePlace() throws Exception {
    assertThat(mixedPlaces("\"jdk\": \"25.0.1\"", "\"jdk\": \"25.0.2\"")).isEmpty();
    assertThat(mixedPlaces("\"jdk\": \"25.0.1\"", "\"jdk\": \"26\""))
        .containsExactly("jdk: 25.0.1 in two.json; 26 in two.json");
  }

  private List<String> mixedPlaces(String one, String other) throws Exception {
    String form =
        """
        {"benchmark": "b", "mode": "avgt", "environment": {%s},
         "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1]]}}\
        """;
    Path file =
        Files.writeString(
            folder.resolve("two.json"),
            "[%s,%s]".formatted(form.formatted(one), form.formatted(other)));
    return new HtmlReport(List.of(ResultFile.read(file))).mixedPlaces();
  }

  @Test
  void drawsScoresThatAreNoNumbersOrBeyondAllMeasure() throws Exception {
    Path file =
        Results.single(
            folder, "odd.json", "a.b.c", List.of(Double.MAX_VALUE, -1e308, Double.MIN_VALUE));
    assertThat(page(file)).doesNotContain("\"NaN", "Infinity%");
  }

  @Test
  void needsAResult() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HtmlReport(List.of()))
        .withMessageContaining("at least one result");
  }

  private static String html(List<ResultFile> files) {
    return new String(new HtmlReport(files).toBytes(), StandardCharsets.UTF_8);
  }

  private static List<String> sections(String page) {
    return Pattern.compile("<section id=\"(\\w+)\"")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private String page(Path... files) throws Exception {
    return Files.readString(Results.page(folder.resolve("page.html"), files));
  }
}
