package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ColdTextTest {
  @TempDir private Path folder;

  @Test
  void showsMomentsAndStages() throws Exception {
    String text = summary(entry(0, 100, 200), entry(0, 1000, 2000), cold(100), cold(1000));

    assertThat(text)
        .contains("cold start, ms", "caller's thread, warm", "10 aot", "first reply", "classes")
        .contains("12.5") // the constructed stage of class loading
        .doesNotContain("other benchmarks");
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void passesOverForksWithoutScores() throws Exception {
    String empty = cold(1000).replaceAll("\\[\\[1200[^]]*], \\[1200[^]]*]]", "[[], []]");

    assertThat(summary(entry(0, 100, 200), entry(0, 1000, 2000), cold(100), empty))
        .contains("10 aot");
  }

  /** Student's interval of 50 and 1000 would reach below 0. */
  @Test
  void keepsTheIntervalOfTimesAboveZero() throws Exception {
    String uneven = cold(1000).replaceAll("\\[\\[1200[^]]*], \\[1200[^]]*]]", "[[50], [1000]]");

    assertThat(summary(uneven)).contains("525").doesNotContain("[-");
  }

  private static String cold(int requests) {
    return entry(10, requests, 1000 + 0.2 * requests);
  }

  private static String entry(int workers, int requests, double millis) {
    String stage =
        workers == 0
            ? ""
            : """
            "cold.stage.class-loading": {"score": 12.5, "scoreError": 0.1,
              "scoreConfidence": [12.4, 12.6], "scorePercentiles": {"50.0": 12.5},
              "scoreUnit": "ms", "rawData": [[12.5, 12.5], [12.5, 12.5]]}\
            """;
    return String.format(
        Locale.ROOT,
        """
        {"jmhVersion": "1.37", "benchmark": "fanout.benchmarks.ColdStartBenchmark.cold",
         "mode": "ss", "threads": 1, "forks": 2, "jvm": "java", "jvmArgs": [],
         "jdkVersion": "25", "vmName": "VM", "vmVersion": "25", "warmupIterations": 0,
         "warmupTime": "single-shot", "warmupBatchSize": 1, "measurementIterations": 2,
         "measurementTime": "single-shot", "measurementBatchSize": 1,
         "params": {"delay": "2ms", "exchange": "okhttp", "requests": "%d", "start": "aot",
           "workers": "%d"},
         "primaryMetric": {"score": %3$f, "scoreError": 0.1, "scoreConfidence": [1, 2],
           "scorePercentiles": {"50.0": %3$f}, "scoreUnit": "ms/op",
           "rawData": [[%3$f, %3$f], [%3$f, %3$f]]},
         "secondaryMetrics": {%4$s}}\
        """,
        requests,
        workers,
        millis,
        stage);
  }

  private String summary(String... entries) throws IOException {
    Path file = folder.resolve("cold.json");
    Files.writeString(file, Stream.of(entries).collect(Collectors.joining(",", "[", "]")));
    return new SummaryText(ResultFile.read(file), false).toText();
  }
}
