package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pages of two results of the same benchmarks, and of more over time. */
final class ComparisonPageTest {
  private static final Path MODES = Path.of("src/test/resources/fanout/jmh/1.37/modes.json");

  @TempDir private Path folder;

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
  void putsRegressedBeforeSlowerBeforeTheRestAndDrawsBothSidesOfEach() throws Exception {
    Map<String, List<Double>> base = new TreeMap<>();
    Map<String, List<Double>> candidate = new TreeMap<>();
    List<Double> steady = List.of(100.0, 101.0, 99.0, 100.5, 99.5);
    for (String name : List.of("a.B.improved", "a.B.same", "a.B.slower", "a.B.worse")) {
      base.put(name, steady);
    }
    candidate.put("a.B.improved", List.of(50.0, 50.5, 49.5, 50.2, 49.8));
    candidate.put("a.B.same", steady);
    candidate.put("a.B.slower", List.of(104.0, 109.0, 105.0, 108.0, 104.5));
    candidate.put("a.B.worse", List.of(150.0, 151.0, 149.0, 150.5, 149.5));
    String page =
        page(
            Results.named(folder.resolve("base.json"), base),
            Results.named(folder.resolve("new.json"), candidate));
    String table = Results.group("<div class=\"compared\">(.*?)<script", page);
    assertThat(table)
        .containsSubsequence(
            "B.<wbr>worse", ">regressed<", "B.<wbr>slower", ">slower<", "B.<wbr>improved");
    Matcher rows = Pattern.compile("(?s)<tr><th scope=\"row\".*?</tr>").matcher(table);
    int count = 0;
    for (; rows.find(); count++) {
      assertThat(rows.group()).contains("<title>base</title>", "<title>new</title>");
    }
    assertThat(count).isEqualTo(4);
  }

  @Test
  void tellsAParameterThatIsNamedLikeAFactOfJmhFromIt() throws Exception {
    Path one = Results.single(folder, "one.json", "a.B.c", List.of(100.0, 101.0, 99.0));
    ArrayNode entries = JsonMapper.shared().createArrayNode();
    for (String mode : List.of("fast", "slow")) {
      ObjectNode entry = (ObjectNode) JsonMapper.shared().readTree(one.toFile()).get(0);
      entry.putObject("params").put("mode", mode);
      entries.add(entry);
    }
    Path file = Results.write(folder.resolve("params.json"), entries);
    assertThat(Results.group("<section id=\"comparison\">(.*?)</section>", page(file, file)))
        .contains("<bdi>JMH mode=avgt, threads=1, ", "<bdi>fast</bdi>", "<bdi>slow</bdi>");
  }

  @Test
  void drawsTheRatioOfFilesWithoutRawDataInFull() throws Exception {
    String page = page(withoutRawData("base.json", 10), withoutRawData("new.json", 24));
    assertThat(length("new", page) / length("base", page)).isCloseTo(2.4, within(0.01));
    assertThat(page).doesNotContain(CUT, "beyond the axis");
  }

  @Test
  void marksABarThatIsCut() throws Exception {
    String page = page(withoutRawData("base.json", 10), withoutRawData("new.json", 50));
    assertThat(length("new", page) / length("base", page)).isCloseTo(3, within(0.01));
    assertThat(page).contains(CUT, "→ marks what goes on beyond the axis.");
  }

  @Test
  void marksAnIntervalThatIsCut() throws Exception {
    Path base = Results.single(folder, "base.json", "a.B.c", List.of(100.0, 101.0, 99.0));
    Path candidate = Results.single(folder, "new.json", "a.B.c", List.of(150.0, 350.0, 250.0));
    assertThat(page(base, candidate)).contains(CUT, "beyond the axis");
  }

  private static final String CUT = ">→</text>";

  private static double length(String side, String page) {
    return Double.parseDouble(
        Results.group(
            "<rect [^>]* width=\"([^%%]*)%%\" height=\"8\"><title>%s<".formatted(side), page));
  }

  private Path withoutRawData(String file, double score) {
    JsonNode entries =
        JsonMapper.shared()
            .readTree(Results.single(folder, file, "a.B.c", List.of(score)).toFile());
    ((ObjectNode) entries.get(0).get("primaryMetric")).remove("rawData");
    return Results.write(folder.resolve(file), entries);
  }

  @Test
  void countsTheBenchmarksOfOneSideThatItLeavesOut() throws Exception {
    assertThat(page(Results.many(folder, 1_100), Results.many(folder, 1)))
        .contains("Only in base: 1099", "The first 1000 of 1099 benchmarks.");
  }

  @Test
  void breaksNoVerdictEvenWithoutStyle() throws Exception {
    Path base = Results.single(folder, "base.json", "a.B.c", List.of(0.0, 0.0, 0.0));
    Path candidate = Results.single(folder, "new.json", "a.B.c", List.of(1.0, 1.0, 1.0));
    assertThat(page(base, candidate)).contains(">no\u00A0verdict</b>");
  }

  @Test
  void namesTheCommitOfEachDotOfAHistory() throws Exception {
    List<Path> files = new ArrayList<>();
    for (String commit : List.of("1111111aaaa", "2222222bbbb", "3333333cccc")) {
      Path file = Results.single(folder, commit + ".json", "a.B.c", List.of(1.0, 1.1, 0.9));
      JsonNode tree = JsonMapper.shared().readTree(file.toFile());
      ((ObjectNode) tree.get(0)).putObject("environment").put("commit", commit);
      files.add(Results.write(file, tree));
    }
    assertThat(page(files.toArray(Path[]::new)))
        .contains("<title>1111111aaaa.json (1111111): ", "<title>3333333cccc.json (3333333): ");
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
            "id=\"history\"", "<dfn>change point</dfn>", ">13: × 1.29", "<title>h13.json: 131");
    assertThat(Results.group("(<line class=\"bad\"[^>]*stroke-dasharray=\"3 2\")", page))
        .isNotEmpty();
  }

  @Test
  void keepsJmhsErrorsAndSecondaryMetricsBesideAComparisonAndAHistory() throws Exception {
    for (Path[] files : List.of(new Path[] {MODES, MODES}, new Path[] {MODES, MODES, MODES})) {
      String scores = Results.group("<section id=\"scores\">(.*?)</section>", page(files));
      assertThat(scores)
          .startsWith("<h2>Scores</h2>\n<details><summary>With JMH")
          .contains("JMH&#39;s 99.9 %", "<bdi>gc.alloc.rate.norm</bdi>");
    }
  }

  private String page(Path... files) throws Exception {
    return Files.readString(Results.page(folder.resolve("page.html"), files));
  }
}
