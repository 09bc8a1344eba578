package fanout.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultFileTest {
  private static final String METRIC =
      "{\"score\": 5.5, \"scoreUnit\": \"ns/op\", \"rawData\": [[5, 6]]}";

  @TempDir private Path directory;

  @Test
  void readsEveryFieldThatJmhWrites() {
    ResultEntry entry =
        only(
            """
            [{"jmhVersion": "1.37", "benchmark": "org.acme.Maps.get", "mode": "avgt",
              "threads": 4, "forks": 2, "jvm": "/jdk/bin/java", "jvmArgs": ["-Xmx1g"],
              "jdkVersion": "25.0.1", "vmName": "OpenJDK", "vmVersion": "25.0.1+8",
              "warmupIterations": 3, "warmupTime": "1 s", "warmupBatchSize": 1,
              "measurementIterations": 2, "measurementTime": "2 s", "measurementBatchSize": 7,
              "params": {"size": "10", "kind": "hash"},
              "primaryMetric": {"score": 2.5, "scoreError": 0.5, "scoreConfidence": [2.0, 3.0],
                "scorePercentiles": {"0.0": 1.0}, "scoreUnit": "us/op",
                "rawData": [[1.0, 2.0], [3.0, 4.0]]},
              "secondaryMetrics": {"gc.count": {"score": 3, "scoreError": "NaN",
                "scoreConfidence": ["NaN", "NaN"], "scorePercentiles": {}, "scoreUnit": "counts",
                "rawData": [[1, 0], [1, 1]]}},
              "environment": {"cpu": "x"}}]\
            """);
    assertThat(entry.key())
        .hasToString("org.acme.Maps.get (kind=hash, size=10) @4 threads [avgt]")
        .extracting(RowKey::label)
        .isEqualTo("Maps.get (kind=hash, size=10) @4 threads");
    assertThat(entry.settings()).isEqualTo(new ResultEntry.Settings(2, 3, "1 s", 2, "2 s", 7));
    assertThat(entry.jvm().args()).containsExactly("-Xmx1g");
    assertThat(entry.jvm().jdkVersion()).isEqualTo("25.0.1");
    assertThat(entry.primary().rawData()).containsExactly(List.of(1.0, 2.0), List.of(3.0, 4.0));
    assertThat(entry.metric("gc.count").orElseThrow().error()).isNaN();
    assertThat(entry.environment().orElseThrow().get("cpu").stringValue()).isEqualTo("x");
  }

  @Test
  void readsWhatOtherFrameworksAndOldVersionsLeaveOut() {
    ResultEntry entry =
        only("[{\"benchmark\": \"b\", \"mode\": \"thrpt\", \"primaryMetric\": " + METRIC + "}]");
    assertThat(entry.key().threads()).isEqualTo(1);
    assertThat(entry.params()).isEmpty();
    assertThat(entry.secondary()).isEmpty();
    assertThat(entry.environment()).isEmpty();
    assertThat(entry.settings().forks()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "0, 0", "1000000000, -1", "1e3, -1", "-3, -1", "many, -1"})
  void takesWholeNumbersBelowABillionForCounts(String requests, int expected) {
    ResultEntry entry =
        only(
            ("[{\"benchmark\": \"b\", \"mode\": \"ss\", \"params\": {\"requests\": \"%s\"},"
                    + " \"primaryMetric\": %s}]")
                .formatted(requests, METRIC));
    assertThat(entry.count(Parameter.REQUESTS).orElse(-1)).isEqualTo(expected);
    assertThat(entry.count(Parameter.CONCURRENCY)).isEmpty();
  }

  @Test
  void givesForkMeansInAnotherUnit() {
    Metric metric =
        only(entry("{\"score\": 5, \"scoreUnit\": \"us/op\", \"rawData\": [[4, 6], []]}"))
            .primary();
    assertThat(metric.forkMeansIn(MetricUnit.NANOSECONDS)).containsExactly(5000);
  }

  @Test
  void readsAForkThatIsNullAsOneWithoutValues() {
    Metric metric =
        only(entry("{\"score\": 5.5, \"scoreUnit\": \"ns/op\", \"rawData\": [null, [5, 6]]}"))
            .primary();
    assertThat(metric.rawData()).containsExactly(List.of(), List.of(5.0, 6.0));
  }

  @Test
  void readsNumbersThatJsonHasNoFormFor() {
    Metric metric =
        only(entry(
                "{\"score\": \"NaN\", \"scoreError\": \"+INF\", \"scoreUnit\": \"ns/op\","
                    + " \"rawData\": [[NaN, 1], [\"-INF\"]]}"))
            .primary();
    assertThat(metric.score()).isNaN();
    assertThat(metric.error()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(metric.rawData())
        .containsExactly(List.of(Double.NaN, 1.0), List.of(Double.NEGATIVE_INFINITY));
  }

  @Test
  void takesTheMeanOfEachIterationsHistogramInSampleMode() {
    Metric metric =
        only(entry(
                "{\"score\": 2, \"scoreUnit\": \"ns/op\","
                    + " \"rawDataHistogram\": [[[[1, 3], [5, 1]], [[4, 2]]], [[[2, 1]]]]}"))
            .primary();
    assertThat(metric.rawData()).containsExactly(List.of(2.0, 4.0), List.of(2.0));
    assertThat(metric.histogram().getFirst().getFirst().samples())
        .containsExactly(new Metric.Sample(1, 3), new Metric.Sample(5, 1));
  }

  @Test
  void hasNoRawDataWhereJmhWasToldNotToWriteThem() {
    assertThat(only(entry("{\"score\": 2, \"scoreUnit\": \"ns/op\"}")).primary().rawData())
        .isEmpty();
    assertThat(
            only(entry("{\"score\": 2, \"scoreUnit\": \"ns/op\", \"rawData\": []}"))
                .primary()
                .rawData())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"VIRTUAL_THREADS, false", "ORACLE_VIRTUAL, false", "THREAD_POOL, true"})
  void leavesOutTheStatesOfVirtualThreadsThatOlderVersionsWrote(String strategy, boolean told) {
    ResultEntry entry =
        only(
            """
            [{"benchmark": "b", "mode": "avgt", "params": {"strategy": "%1$s"},
              "primaryMetric": %2$s,
              "secondaryMetrics": {"slots.blocked": %2$s, "slots.empty": %2$s, "cpu.client": %2$s}}]\
            """
                .formatted(strategy, METRIC));
    assertThat(entry.metric(MetricName.SLOTS_BLOCKED).isPresent()).isEqualTo(told);
    assertThat(entry.metric(MetricName.SLOTS_EMPTY).isPresent()).isEqualTo(told);
    assertThat(entry.metric(MetricName.CPU_CLIENT)).isPresent();
  }

  @Test
  void findsProfilerMetricsThatOlderVersionsWroteWithADot() {
    ResultEntry entry =
        only(
            "[{\"benchmark\": \"b\", \"mode\": \"ss\", \"primaryMetric\": %s, \"secondaryMetrics\": {\"·gc.time\": %s}}]"
                .formatted(METRIC, METRIC));
    assertThat(entry.metric("gc.time")).isPresent();
    assertThat(entry.metric("gc.churn")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the file is empty",
        "'  '|expected JMH's array of results, found nothing",
        "{}|expected JMH's array of results, found START_OBJECT",
        "[]|holds no results",
        "[{\"a\": 1|the file is cut short at line 1, column 9",
        "benchmark,mode|not JSON",
        "[] []|something follows the array of results at line 1, column 4",
        "[1]|entry 1 (line 1): expected a JMH result object, found 1",
        "[{\"name\": \"gtest\"}]|entry 1 (line 1): field 'benchmark': expected a text, found no"
            + " such field",
        "[{\"benchmark\": \"b\"}]|entry 1 (line 1), b: field 'mode': expected a text, found no such"
            + " field",
        "[{\"benchmark\": \"b\", \"mode\": \"avgt\"}]|field 'primaryMetric': expected an object,"
            + " found no such field",
        "[{\"benchmark\": \"b\", \"mode\": \"avgt\", \"mode\": \"thrpt\"}]|not JSON: Duplicate",
      })
  void namesFileAndPlaceOfWhatItCannotUse(String content, String problem) throws IOException {
    Path file = write(content);
    assertThatThrownBy(() -> ResultFile.read(file))
        .isInstanceOf(BadResultException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"scoreUnit\": \"ns/op\"}|field 'primaryMetric.score': expected a number, found no such"
            + " field",
        "{\"score\": \"fast\", \"scoreUnit\": \"ns/op\"}|field 'primaryMetric.score': expected a"
            + " number, found \"fast\"",
        "{\"score\": 1}|field 'primaryMetric.scoreUnit': expected a unit",
        "{\"score\": 1, \"scoreUnit\": \"s/op\", \"rawData\": [[1, {}]]}|field"
            + " 'primaryMetric.rawData[0][1]': expected a number, found {}",
        "{\"score\": 1, \"scoreUnit\": \"s/op\", \"rawData\": 3}|field 'primaryMetric.rawData':"
            + " expected an array, found 3",
        "{\"score\": 1, \"scoreUnit\": \"s/op\", \"rawDataHistogram\": [[[[1]]]]}|field"
            + " 'primaryMetric.rawDataHistogram[0][0][0]': expected a pair",
      })
  void namesTheFieldOfAMetricItCannotUse(String metric, String problem) throws IOException {
    Path file = write(entry(metric));
    assertThatThrownBy(() -> ResultFile.read(file))
        .hasMessageContaining("entry 1 (line 1), b: " + problem);
  }

  @Test
  void refusesAFileThatIsNotThereOrADirectory() {
    assertThatThrownBy(() -> ResultFile.read(directory.resolve("absent.json")))
        .hasMessageEndingWith("absent.json: no such file");
    assertThatThrownBy(() -> ResultFile.read(directory))
        .hasMessageContaining("is not a regular file");
  }

  @Test
  void refusesWhatFollowsTheResults() throws IOException {
    Path file = write(entry(METRIC) + " {}");
    assertThatThrownBy(() -> ResultFile.read(file)).hasMessageContaining("something follows");
  }

  @Test
  void keepsEntriesApartThatDifferInAParameterOrThreads() {
    String form =
        "{\"benchmark\": \"b\", \"mode\": \"avgt\", \"threads\": %d, \"params\": {\"n\": \"%s\"},"
            + " \"primaryMetric\": "
            + METRIC
            + "}";
    ResultFile file =
        read(
            "["
                + form.formatted(1, "1")
                + ","
                + form.formatted(1, "2")
                + ","
                + form.formatted(2, "1")
                + "]");
    assertThat(file.entries()).hasSize(3);
  }

  private static String entry(String metric) {
    return "[{\"benchmark\": \"b\", \"mode\": \"avgt\", \"primaryMetric\": " + metric + "}]";
  }

  private ResultEntry only(String content) {
    return read(content).entries().getFirst();
  }

  private ResultFile read(String content) {
    try {
      return ResultFile.read(write(content));
    } catch (IOException unwritable) {
      throw new java.io.UncheckedIOException(unwritable);
    }
  }

  private Path write(String content) throws IOException {
    return Files.writeString(directory.resolve("result.json"), content);
  }
}
