package fanout.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForkMergeTest {
  @TempDir private Path directory;

  /** R: {@code x <- c(1, 2, 4, 5); mean(x) + qt(.9995, 3) * sd(x) / sqrt(4)} is 14.79792439. */
  @Test
  void putsTheForksOneAfterTheOtherAndRecomputesTheScore() throws IOException {
    Metric metric =
        merged(
                "{\"score\": 1.5, \"scoreUnit\": \"ms/op\", \"rawData\": [[1, 2]]}",
                "{\"score\": 4.5, \"scoreUnit\": \"ms/op\", \"rawData\": [[4, 5]]}")
            .primary();
    assertThat(metric.forks()).isDeepEqualTo(new double[][] {{1, 2}, {4, 5}});
    assertThat(metric.score()).isEqualTo(3);
    assertThat(metric.confidenceHigh()).isCloseTo(14.79792439, within(1e-8));
    assertThat(metric.error()).isCloseTo(11.79792439, within(1e-8));
  }

  @Test
  void joinsHistogramsOfSampleMode() throws IOException {
    Metric metric =
        merged(
                "{\"score\": 1, \"scoreUnit\": \"ms/op\", \"rawDataHistogram\": [[[[1, 2], [4, 1]]]]}",
                "{\"score\": 1, \"scoreUnit\": \"ms/op\", \"rawDataHistogram\": [[[[6, 1]]]]}")
            .primary();
    assertThat(metric.forks()).isDeepEqualTo(new double[][] {{2}, {6}});
    assertThat(metric.score()).isEqualTo(4);
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

  private ResultEntry merged(String... metrics) throws IOException {
    List<Path> forks = new ArrayList<>();
    for (String metric : metrics) {
      forks.add(
          Files.writeString(
              directory.resolve(forks.size() + ".json"),
              "[{\"benchmark\": \"b\", \"mode\": \"avgt\", \"forks\": 1, \"primaryMetric\": "
                  + metric
                  + ", \"secondaryMetrics\": {\"gc.count\": "
                  + metric
                  + "}}]"));
    }
    Path target = Files.writeString(directory.resolve("all.json"), ForkMerge.of(forks).toString());
    return ResultFile.read(target).entries().getFirst();
  }
}
