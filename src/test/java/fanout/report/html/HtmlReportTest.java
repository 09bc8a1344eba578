package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fanout.report.SummaryText;
import fanout.results.ResultFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What the page says, without a browser. */
final class HtmlReportTest {
  /** Results from before contenders took turns. */
  private static final Path OLDER = Path.of("src/test/resources/fanout/older");

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
        .contains("average time in us/op, less is better", "JMH&#39;s 99.9 %", "95 % over forks")
        .doesNotContain("FanOutBenchmark", "id=\"answer\"");
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
        .containsPattern("Times as long: VIRTUAL_THREADS 1\\.\\d+ ± 0\\.\\d+")
        .containsOnlyOnce("A time smaller than its ± may be nothing.");
  }

  @Test
  void saysWhatSynchronizationCostsAndDrawsTheStepsOfIt() throws Exception {
    String page = page(Path.of("src/test/resources/fanout/report/rounds.json"));
    assertThat(page)
        .contains(
            ">THREAD_POOL is the fastest: 24.",
            ">Synchronization costs a request, in µs of time (of CPU): THREAD_POOL ");
    assertThat(page)
        .contains(
            "id=\"ladder\"", "<title>vehicle ", "<title>sharing −", "stroke-dasharray=\"4 2\"")
        .contains("Slot states", "<title>runnable ");
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
      String content = group("<%s>(.*?)</%s>".formatted(kind, kind), page);
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      assertThat(group("Content-Security-Policy\" content=\"([^\"]*)\"", page))
          .startsWith("default-src 'none';")
          .contains(kind + "-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
          .doesNotContain("unsafe");
    }
  }

  @Test
  void staysSmallWithTenThousandBenchmarksAndCountsWhatItLeavesOut() throws Exception {
    Path file = Results.page(folder.resolve("page.html"), Results.many(folder, 10_000));
    assertThat(Files.size(file)).isLessThan(HtmlReport.MOST_BYTES);
    assertThat(Files.readString(file)).contains("of 10000 benchmarks");
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
  void saysWhichMachineEachResultIsOf() throws Exception {
    assertThat(page(OLDER.resolve("scalability.json"), OLDER.resolve("recording.json")))
        .contains(
            "not made in one place", "AMD EPYC in scalability.json; Intel(R) Xeon(R) Processor in");
  }

  @Test
  void drawsScoresThatAreNoNumbersOrBeyondAllMeasure() throws Exception {
    Path file =
        Results.single(
            folder, "odd.json", "a.b.c", List.of(Double.MAX_VALUE, -1e308, Double.MIN_VALUE));
    assertThat(page(file)).doesNotContain("\"NaN", "Infinity%");
  }

  @Test
  void comparesTwoResultsOfTheSameBenchmarks() throws Exception {
    Path base = Results.single(folder, "base.json", "a.B.c", List.of(100.0, 101.0, 99.0));
    Path candidate = Results.single(folder, "new.json", "a.B.c", List.of(150.0, 151.0, 149.0));
    assertThat(page(base, candidate))
        .contains("1 regressed.", "<b class=\"verdict bad\">regressed</b>", ">1.500<");
    assertThat(page(base, candidate, base)).doesNotContain("regressed</b>");
  }

  @Test
  void comparesWorstFirstAndFoldsWhatIsEquivalent() throws Exception {
    String page = page(Results.many(folder, 300, 0), Results.many(folder, 300, 1));
    assertThat(page.indexOf("measure<wbr>Thing77<"))
        .isBetween(0, page.indexOf("where nothing got worse</summary>"));
    assertThat(page).contains("kind=日本語 ελληνικά, mode=avgt, threads=1, metric=time, unit=ns/op");
  }

  @Test
  void showsWhereTheLevelOfABenchmarkChangedOverTime() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 1; i <= 24; i++) {
      double level = (i <= 12 ? 100 : 130) + i % 3;
      files.add(
          Results.single(folder, "h" + i + ".json", "a.B.c", List.of(level, level + 1, level - 1)));
    }
    String page = page(files.toArray(Path[]::new));
    assertThat(page)
        .contains(
            "id=\"history\"", "<dfn>change point</dfn>", ">13: × 1.29", "<title>h13.json: 131")
        .doesNotContain("id=\"scores\"");
    assertThat(group("(<line class=\"bad\"[^>]*stroke-dasharray=\"3 2\")", page)).isNotEmpty();
  }

  @Test
  void holdsEveryRowOfALargeComparison() throws Exception {
    String page = page(Results.many(folder, 10_000, 0), Results.many(folder, 10_000, 1));
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(HtmlReport.MOST_BYTES);
    byte[] packed = Base64.getDecoder().decode(group("id=\"rows\">(.*?)</script>", page));
    Inflater inflater = new Inflater(true);
    try (var in = new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("measureThing9999", "measureThing77\"");
    }
  }

  @Test
  void drawsASampledBatchSlotBySlot() throws Exception {
    String page = page(Results.withSamples(folder));
    assertThat(page).contains("ms, 1000 requests in 11 slots", "crispEdges");
  }

  @Test
  void needsAResult() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HtmlReport(List.of()))
        .withMessageContaining("at least one result");
  }

  private String page(Path... files) throws Exception {
    return Files.readString(Results.page(folder.resolve("page.html"), files));
  }

  private static String group(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
