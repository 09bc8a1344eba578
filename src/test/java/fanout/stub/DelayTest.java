package fanout.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import fanout.Delay;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DelayTest {
  private static final int DRAWS = 200_000;
  private static final long SEED = 42;

  @ParameterizedTest
  @ValueSource(strings = {"0", "2ms", "1.5s", "exp:2ms", "exp:250us", "lognormal:2ms:20ms"})
  void readsBackWhatItWrites(String text) {
    assertThat(Delay.parse(text)).hasToString(text);
    assertThat(Delay.parse(Delay.parse(text).toString())).isEqualTo(Delay.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "-2ms",
        "exp",
        "exp:",
        "exp:0",
        "exp:2ms:3ms",
        "lognormal:2ms",
        "lognormal:0:2ms",
        "lognormal:2ms,20ms",
        "uniform:2ms",
        "lognormal:1ms:2ms:3ms"
      })
  void refusesOtherFormsWithTheValueAndAllForms(String text) {
    assertThatThrownBy(() -> Delay.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining(Delay.FORMS);
  }

  @Test
  void refusesA99thPercentileBelowTheMedian() {
    assertThatThrownBy(() -> Delay.parse("lognormal:20ms:2ms"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("p99 must be >= p50")
        .hasMessageContaining("lognormal:20ms:2ms");
  }

  @Test
  void delaysEveryRequestAlikeIfFixed() {
    assertThat(sorted(Delay.parse("2ms"))).containsOnly(2_000_000L);
    assertThat(sorted(Delay.NONE)).containsOnly(0L);
  }

  @Test
  void exponentialDelaysHaveTheMeanAndTheQuantilesOfTheDistribution() {
    long[] delays = sorted(Delay.parse("exp:2ms"));

    assertThat(LongStream.of(delays).average().orElseThrow()).isCloseTo(2e6, withPercentage(1));
    assertThat(quantile(delays, 0.50)).isCloseTo(2e6 * Math.log(2), withPercentage(1.5));
    assertThat(quantile(delays, 0.99)).isCloseTo(2e6 * Math.log(100), withPercentage(2));
  }

  @Test
  void logNormalDelaysHaveTheMedianAndThe99thPercentileAskedFor() {
    long[] delays = sorted(Delay.parse("lognormal:2ms:20ms"));

    assertThat(quantile(delays, 0.50)).isCloseTo(2e6, withPercentage(1.5));
    assertThat(quantile(delays, 0.99)).isCloseTo(20e6, withPercentage(4));
    // By symmetry of the logarithms the 1st percentile is p50² ÷ p99.
    assertThat(quantile(delays, 0.01)).isCloseTo(0.2e6, withPercentage(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp:2ms", "lognormal:2ms:20ms"})
  void dependOnNothingButNumberAndSeed(String text) {
    Delay delay = Delay.parse(text);
    Delay other = Delay.parse(text);

    assertThat(IntStream.range(0, 1000).mapToLong(n -> nanos(delay, n, SEED)))
        .containsExactlyElementsOf(
            IntStream.range(0, 1000).mapToObj(n -> nanos(other, n, SEED)).toList());
    assertThat(nanos(delay, 8, SEED)).isNotEqualTo(nanos(delay, 7, SEED));
    assertThat(nanos(delay, 7, SEED + 1))
        .isNotEqualTo(nanos(delay, 7, SEED))
        .isNotEqualTo(nanos(delay, 8, SEED));
  }

  private static long nanos(Delay delay, int number, long seed) {
    return delay.quantileNanos(Draw.DELAY.uniform(number, seed));
  }

  private static long[] sorted(Delay delay) {
    return IntStream.range(0, DRAWS).mapToLong(n -> nanos(delay, n, SEED)).sorted().toArray();
  }

  private static double quantile(long[] sorted, double p) {
    return sorted[(int) (p * sorted.length)];
  }
}
