package fanout.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sittings in files of their own, joined into one file or read as one. */
final class JoinedSittingsTest {
  @TempDir private Path directory;

  /** R: {@code x <- c(1, 2, 4, 5); mean(x) + qt(.9995, 3) * sd(x) / sqrt(4)} is 14.79792439. */
  @Test
  void putsTheForksOneAfterTheOtherAndRecomputesTheScore() throws IOException {
    Metric metric =
        merged(
                "{\"score\": 1.5, \"scoreUnit\": \"ms/op\", \"rawData\": [[1, 2]]}",
                "{\"score\": 4.5, \"scoreUnit\": \"ms/op\", \"rawData\": [[4, 5]]}")
            .primary();
    assertThat(metric.rawData()).containsExactly(List.of(1.0, 2.0), List.of(4.0, 5.0));
    assertThat(metric.score()).isEqualTo(3);
    assertThat(metric.error()).isCloseTo(11.79792439, within(1e-8));
  }

  /** As of {@code results/*.json results/monday.json}: its forks would count twice. */
  @Test
  void refusesAFileThatIsGivenTwice() throws IOException {
    Path file = Files.writeString(directory.resolve("monday.json"), "[]");
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), file);
    for (Path again : List.of(file, directory.resolve("./monday.json"), link)) {
      for (ThrowingCallable read :
          List.<ThrowingCallable>of(
              () -> ResultFile.read(List.of(file, again)),
              () -> Sittings.joined(List.of(file, again)))) {
        assertThatThrownBy(read)
            .isInstanceOf(BadResultException.class)
            .hasMessage(again + ": is given twice, and its forks would count twice");
      }
    }
  }

  /** R: {@code x <- c(1, 1, 4, 6); qt(.9995, 3) * sd(x) / sqrt(4)} is 15.82857655. */
  @Test
  void takesTheMeanOfAllSamplesOfSampleMode() throws IOException {
    Metric metric =
        merged(
                "{\"score\": 1, \"scoreUnit\": \"ms/op\", \"rawDataHistogram\": [[[[1, 2], [4,"
                    + " 1]]]]}",
                "{\"score\": 1, \"scoreUnit\": \"ms/op\", \"rawDataHistogram\": [[[[6, 1]]]]}")
            .primary();
    assertThat(metric.rawData()).containsExactly(List.of(2.0), List.of(6.0));
    assertThat(metric.score()).isEqualTo(3);
    assertThat(metric.error()).isCloseTo(15.82857655, within(1e-8));
  }

  /** JMH gives a sum no error, and the sum itself as both ends of the interval. */
  @Test
  void addsUpCounts() throws IOException {
    String counts =
        "{\"score\": 150, \"scoreUnit\": \"counts\","
            + " \"rawData\": [[10, 20, 15, 15, 15], [30, 0, 15, 15, 15]]}";
    Metric metric = merged(counts, counts).metric("gc.count").orElseThrow();
    assertThat(metric.rawData()).hasSize(4);
    assertThat(metric.score()).isEqualTo(300);
    assertThat(metric.error()).isNaN();
    assertThat(Files.readString(directory.resolve("all.json")))
        .contains("\"scoreError\":\"NaN\",\"scoreConfidence\":[300.0,300.0]");
  }

  @Test
  void addsUpCountsOfOneIterationAsJmhWritesThem() throws IOException {
    String count =
        "{\"score\": %1$d, \"scoreError\": \"NaN\", \"scoreConfidence\": [%1$d, %1$d],"
            + " \"scoreUnit\": \"counts\", \"rawData\": [[%1$d]]}";
    Metric metric =
        merged(count.formatted(3), count.formatted(4), count.formatted(0))
            .metric("gc.count")
            .orElseThrow();
    assertThat(metric.score()).isEqualTo(7);
  }

  @Test
  void takesTheLargestOfLargestValues() throws IOException {
    String peak =
        "{\"score\": %1$d, \"scoreError\": \"NaN\", \"scoreConfidence\": [%1$d, %1$d],"
            + " \"scoreUnit\": \"KB\", \"rawData\": [[1, %1$d]]}";
    Metric metric = merged(peak.formatted(50), peak.formatted(40)).metric("gc.count").orElseThrow();
    assertThat(metric.score()).isEqualTo(50);
  }

  @Test
  void givesNoErrorOfTwoValuesLikeJmh() throws IOException {
    Metric metric =
        merged(
                "{\"score\": 1, \"scoreUnit\": \"ms/op\", \"rawData\": [[1]]}",
                "{\"score\": 2, \"scoreUnit\": \"ms/op\", \"rawData\": [[2]]}")
            .primary();
    assertThat(metric.score()).isEqualTo(1.5);
    assertThat(metric.error()).isNaN();
  }

  @Test
  void countsTheForksAndKeepsSecondaryMetrics() throws IOException {
    ResultEntry entry =
        merged(
            "{\"score\": 1, \"scoreUnit\": \"ms/op\", \"rawData\": [[1]]}",
            "{\"score\": 1, \"scoreUnit\": \"ms/op\", \"rawData\": [[\"NaN\"]]}",
            "{\"score\": 1, \"scoreUnit\": \"ms/op\", \"rawData\": [[3]]}");
    assertThat(entry.settings().forks()).isEqualTo(3);
    assertThat(entry.primary().score()).isNaN();
    assertThat(entry.metric("gc.count").orElseThrow().rawData()).hasSize(3);
  }

  @Test
  void keepsTheForksOfDifferentJvmsApart() throws IOException {
    String metric =
        "\"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"ms/op\", \"rawData\": [[1]]}";
    List<ResultEntry> entries =
        joined("\"jdkVersion\": \"21\", " + metric, "\"jdkVersion\": \"25\", " + metric);
    assertThat(entries)
        .extracting(entry -> entry.params().get("jvm"), entry -> entry.primary().rawData().size())
        .containsExactly(tuple("21", 1), tuple("25", 1));
  }

  @Test
  void refusesUnitsThatDiffer() {
    assertThatThrownBy(
            () ->
                merged(
                    "{\"score\": 1, \"scoreUnit\": \"ms/op\", \"rawData\": [[1]]}",
                    "{\"score\": 1, \"scoreUnit\": \"us/op\", \"rawData\": [[1000]]}"))
        .isInstanceOf(BadResultException.class)
        .hasMessageEndingWith("1.json: b [avgt]: units 'ms/op' and 'us/op' in two sittings");
  }

  @Test
  void joinsRoundsAndHistograms() throws IOException {
    Histogram latency = new Histogram(3);
    latency.recordValue(5);
    String own =
        "\"rounds\": {\"group\": \"1\", \"vehicle\": \"NONE\", \"makespansUs\": [[%d, 2]]},"
            + " \"histograms\": {\"latency\": \""
            + HistogramText.of(latency)
            + "\"}, \"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"us/op\", \"rawData\":"
            + " [[1]]}";
    ResultEntry entry = joined(own.formatted(1), own.formatted(3)).getFirst();
    assertThat(entry.rounds().orElseThrow().makespansUs())
        .isEqualTo(List.of(List.of(1.0, 2.0), List.of(3.0, 2.0)));
    assertThat(entry.own().histograms().get("latency").getTotalCount()).isEqualTo(2);
  }

  @Test
  void takesTheMeanOfScoresWithoutRawData() throws IOException {
    ResultEntry entry =
        joined(
                "\"forks\": 2, \"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"us/op\"}",
                "\"forks\": 3, \"primaryMetric\": {\"score\": 4, \"scoreUnit\": \"us/op\"}")
            .getFirst();
    assertThat(entry.primary().score()).isEqualTo(2.5);
    assertThat(entry.primary().error()).isNaN();
    assertThat(entry.settings().forks()).isEqualTo(5);
  }

  @Test
  void leavesOutMetricsThatASittingLacks() throws IOException {
    String metric = "{\"score\": 1, \"scoreUnit\": \"us/op\", \"rawData\": [[1]]}";
    String two = "\"primaryMetric\": %1$s, \"secondaryMetrics\": {\"gc.time\": %1$s}";
    ResultEntry entry = joined(two.formatted(metric), "\"primaryMetric\": " + metric).getFirst();
    assertThat(entry.secondary()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "avgt"})
  void leavesOutPercentilesOfSampleMode(String mode) throws IOException {
    String metric = "{\"score\": 1, \"scoreUnit\": \"us/op\", \"rawData\": [[1]]}";
    String json =
        ("[{\"benchmark\": \"b\", \"mode\": \"%2$s\", \"primaryMetric\": %1$s,"
                + " \"secondaryMetrics\": {\"p0.50\": %1$s, \"run·p1.00\": %1$s,"
                + " \"left:p0.9999\": %1$s, \"left\": %1$s}}]")
            .formatted(metric, mode);
    List<Path> files =
        List.of(
            Files.writeString(directory.resolve("1.json"), json),
            Files.writeString(directory.resolve("2.json"), json));
    Path merged =
        Files.writeString(directory.resolve("all.json"), Sittings.joined(files).toString());
    for (ResultFile read : List.of(ResultFile.read(files), ResultFile.read(merged))) {
      assertThat(read.entries().getFirst().secondary().keySet())
          .isEqualTo(
              mode.equals("sample")
                  ? Set.of("left")
                  : Set.of("left", "p0.50", "run·p1.00", "left:p0.9999"));
    }
  }

  @Test
  void knowsUnderWhichConditionsEachSittingRan() throws IOException {
    String form =
        "[{\"benchmark\": \"b\", \"mode\": \"avgt\", \"forks\": 2, \"warmupTime\": \"%d s\","
            + " \"environment\": {\"processors\": %1$d}, \"primaryMetric\": {\"score\": 1,"
            + " \"scoreUnit\": \"us/op\", \"rawData\": [[1], [1]]}}]";
    List<Path> files = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      files.add(Files.writeString(directory.resolve(i + ".json"), form.formatted(i)));
    }
    ResultEntry entry = ResultFile.read(files).entries().getFirst().withParam("n", "1");
    assertThat(entry.settings().forks()).isEqualTo(6);
    assertThat(entry.conditions())
        .extracting(
            sitting -> sitting.settings().warmupTime(),
            sitting -> sitting.environment().orElseThrow().path("processors").asInt())
        .containsExactly(tuple("1 s", 1), tuple("2 s", 2), tuple("3 s", 3));
  }

  private ResultEntry merged(String... metrics) throws IOException {
    return joined(
            Stream.of(metrics)
                .map(
                    metric ->
                        "\"forks\": 1, \"primaryMetric\": %1$s, \"secondaryMetrics\": {\"gc.count\": %1$s}"
                            .formatted(metric))
                .toArray(String[]::new))
        .getFirst();
  }

  /**
   * Checks that the joined file says what the files say that are read as one, but for the
   * conditions of later sittings.
   */
  private List<ResultEntry> joined(String... fields) throws IOException {
    List<Path> forks = new ArrayList<>();
    for (String each : fields) {
      forks.add(
          Files.writeString(
              directory.resolve(forks.size() + ".json"),
              "[{\"benchmark\": \"b\", \"mode\": \"avgt\", %s}]".formatted(each)));
    }
    Path target =
        Files.writeString(directory.resolve("all.json"), Sittings.joined(forks).toString());
    List<ResultEntry> entries = ResultFile.read(target).entries();
    assertThat(ResultFile.read(forks).entries())
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*further.*")
        .withEqualsForType(Double::equals, Double.class)
        .withEqualsForType(Histogram::equals, Histogram.class)
        .isEqualTo(entries);
    return entries;
  }
}
