package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The growth of a batch, from forks with known ratios. */
final class GrowthTextTest {
  @TempDir private Path folder;

  /**
   * R: {@code l <- log(c(0.9, 1.1)); exp(mean(l)); exp(mean(l) + c(-1, 1) * qt(0.975, 1) * sd(l) /
   * sqrt(2))} gives 0.995, 0.278 and 3.560: no ratio is below 0.
   */
  @Test
  void givesRatiosTheirGeometricMeanAndAnIntervalOnLogarithms() throws Exception {
    String text = new SummaryText(ResultFile.read(growth("[[0.9], [1.1]]"))).toText();

    assertThat(text).contains("growth of N", "0.995  [0.28, 3.56]");
  }

  private Path growth(String relative) throws IOException {
    Path file = folder.resolve("growth.json");
    Files.writeString(
        file,
        """
        [{"jmhVersion": "1.37", "benchmark": "fanout.benchmarks.GrowthBenchmark.round",
          "mode": "avgt", "threads": 1, "forks": 2, "jvm": "java", "jvmArgs": [],
          "jdkVersion": "25", "vmName": "VM", "vmVersion": "25", "warmupIterations": 0,
          "warmupTime": "1 s", "warmupBatchSize": 1, "measurementIterations": 1,
          "measurementTime": "1 s", "measurementBatchSize": 1,
          "params": {"strategy": "THREAD_POOL", "exchange": "null", "ledger": "full"},
          "primaryMetric": %1$s, "secondaryMetrics": {
            "growth.cost.1000": %1$s, "growth.relative.1000": %2$s}}]"""
            .formatted(metric("[[2.0], [2.0]]"), metric(relative)));
    return file;
  }

  private static String metric(String rawData) {
    return """
        {"score": 1, "scoreError": 0.1, "scoreConfidence": [1, 2], "scorePercentiles": {},
         "scoreUnit": "us", "rawData": %s}"""
        .formatted(rawData);
  }
}
