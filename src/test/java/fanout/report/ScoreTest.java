package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores without raw data. */
final class ScoreTest {
  @Test
  void showsJmhsOwnError() {
    Score score = score(10, 2);
    assertThat(score.mean().low()).isEqualTo(8);
    assertThat(score.mean().high()).isEqualTo(12);
    assertThat(score.interval()).isEqualTo("[8.000, 12.00] *");
  }

  @Test
  void keepsTheIntervalOfAPositiveScoreAboveZero() {
    assertThat(score(10, 20).mean().low()).isCloseTo(10 * Math.exp(-2), within(1e-9));
    assertThat(score(0, 2).mean().low()).isEqualTo(-2);
  }

  private static Score score(double score, double error) {
    return Score.of(new Metric(score, error, MetricUnit.parse("ns/op"), List.of(), List.of()));
  }
}
