package fanout.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ScorePolicyTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Older versions write no samples. Percentiles are of the samples, not of their raw data. */
  @ParameterizedTest
  @ValueSource(strings = {"1.21", "1.29", "1.37"})
  void givesTheScoresAndErrorsThatJmhWrote(String version) {
    Path file = Path.of("src/test/resources/fanout/jmh", version, "modes.json");
    for (JsonNode entry : JSON.readTree(file.toFile())) {
      checkAsWritten(entry.get("primaryMetric"));
      entry
          .get("secondaryMetrics")
          .properties()
          .forEach(
              metric -> {
                if (!metric.getKey().matches(".*p\\d\\.\\d+")) {
                  checkAsWritten(metric.getValue());
                }
              });
    }
  }

  private static void checkAsWritten(JsonNode metric) {
    ScorePolicy policy = ScorePolicy.of(List.of(metric));
    assertThat(policy.score(ScorePolicy.values(metric)))
        .isCloseTo(metric.get("score").doubleValue(), relative(metric.get("score")));
    double error = policy.error(ScorePolicy.values(metric));
    if (metric.get("scoreError").isNumber()) {
      assertThat(error)
          .isCloseTo(metric.get("scoreError").doubleValue(), relative(metric.get("scoreError")));
    } else {
      assertThat(error).isNaN();
    }
  }

  private static Offset<Double> relative(JsonNode number) {
    return within(1e-9 * Math.abs(number.doubleValue()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|[[1, 2], [3]]|MEAN",
        "6|[[1, 2], [3]]|SUM",
        "6.0000001|[[1, 2], [3]]|SUM",
        "6.001|[[1, 2], [3]]|MEAN",
        "3|[[1, 2], [3]]|MEAN",
        "7|[[7]]|MEAN",
        "0|[[0, 0]]|MEAN",
        "1|[]|MEAN",
      })
  void tellsASumFromAMeanByTheScore(double score, String rawData, ScorePolicy policy) {
    assertThat(ScorePolicy.of(List.of(metric(score, rawData)))).isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6|[[1, 2], [3]]|SUM",
        "3|[[1, 2], [3]]|MAX",
        "1|[[1, 2], [3]]|MIN",
        "2.5|[[1, 2], [3]]|MEAN",
        "7|[[7]]|SUM",
        "0|[[0, 0]]|SUM",
        "6|[]|SUM",
      })
  void knowsThatAnIntervalWithoutAWidthIsNotThatOfAMean(
      double score, String rawData, ScorePolicy policy) {
    assertThat(ScorePolicy.of(List.of(point(score, rawData)))).isEqualTo(policy);
  }

  @Test
  void asksEverySittingForThePolicy() {
    assertThat(ScorePolicy.of(List.of(metric(0, "[[0, 0]]"), metric(6, "[[2, 4]]"))))
        .isEqualTo(ScorePolicy.SUM);
    assertThat(ScorePolicy.of(List.of(metric(6, "[[2, 4]]"), metric(3, "[[2, 4]]"))))
        .isEqualTo(ScorePolicy.MEAN);
    assertThat(ScorePolicy.of(List.of(point(7, "[[7]]"), point(4, "[[4, 2]]"))))
        .isEqualTo(ScorePolicy.MAX);
    assertThat(ScorePolicy.of(List.of(point(7, "[[7]]"), metric(8, "[[8]]"))))
        .isEqualTo(ScorePolicy.MEAN);
  }

  @Test
  void takesAMeanWithoutSpreadForAMean() {
    JsonNode flat =
        JSON.readTree(
            "{\"score\": 2, \"scoreError\": 0, \"scoreConfidence\": [2, 2],"
                + " \"rawData\": [[2, 2, 2]]}");
    assertThat(ScorePolicy.of(List.of(flat))).isEqualTo(ScorePolicy.MEAN);
  }

  private static JsonNode metric(double score, String rawData) {
    return JSON.readTree("{\"score\": %s, \"rawData\": %s}".formatted(score, rawData));
  }

  private static JsonNode point(double score, String rawData) {
    return JSON.readTree(
        ("{\"score\": %1$s, \"scoreError\": \"NaN\", \"scoreConfidence\": [%1$s, %1$s],"
                + " \"rawData\": %2$s}")
            .formatted(score, rawData));
  }
}
