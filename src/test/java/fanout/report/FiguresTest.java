package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.stats.ForkMean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1.000",
    "9.9996, 10.00",
    "300, 300.0",
    "12345.6, 12346",
    "-0.000123456, -0.0001235",
    "2.5e-9, 2.500e-09",
    "NaN, NaN"
  })
  void writesFourSignificantDigitsAndNeverZeroForWhatIsNot(double value, String expected) {
    assertThat(Figures.number(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.0009, 9.000e-04",
    "1.00049, 1.000",
    "9999999, 10000000",
    "16600000, 16.60M",
    "-16600000, -16.60M",
    "999999999, 1000M",
    "2.1e9, 2.100G",
    "1e12, 1.000T",
    "1e15, 1.000e+15",
    "NaN, -"
  })
  void writesScoresThatStayShortHoweverLargeTheyAre(double value, String expected) {
    assertThat(Figures.score(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 0.5, 1.50 ± 0.50",
    "24.71, 1.234, 24.7 ± 1.2",
    "0.004, 0.6, 0.00 ± 0.60",
    "2093, 0.0123, 2093 ± 0.012",
    "53, 120, 53 ± 120",
    "3, 0, 3.00 ± 0",
    "3, NaN, 3.00"
  })
  void writesTwoDigitsOfAMargin(double mean, double half, String expected) {
    assertThat(Figures.margin(new ForkMean(mean, mean - half, mean + half, 3))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"10.364, 0.884, 10.4 ± 0.9", "28.32, 0.73, 28.3 ± 0.7", "-5.47, 0.62, -5.47 ± 0.62"})
  void writesThreeDigitsOfAMeanWithItsMarginInWideTables(double mean, double half, String text) {
    assertThat(Figures.briefMargin(new ForkMean(mean, mean - half, mean + half, 3)))
        .isEqualTo(text);
  }

  @Test
  void writesAnIntervalOrWhyThereIsNone() {
    assertThat(Figures.interval(new ForkMean(2, 1, 3, 5))).isEqualTo("[1.000, 3.000]");
    assertThat(Figures.interval(ForkMean.ofForks(new double[] {2}))).isEqualTo("one fork: none");
    assertThat(Figures.interval(ForkMean.ofForks(new double[] {2, Double.NaN}))).isEqualTo("-");
  }
}
