package fanout.stats;

import static fanout.stats.Results.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class ForkChecksTest {
  /** By hand: the mean is 3.4, the sum of products 0.84 and that of squares 21.2; or 0, 11, 46. */
  @Test
  void correlatesNeighboursAboutTheirMean() {
    assertThat(ForkChecks.lagOne(new double[] {1, 2, 4, 3, 7}))
        .isCloseTo(0.84 / 21.2, within(1e-12));
    assertThat(ForkChecks.lagOne(new double[] {101, 102, 104, 103, 107}))
        .isCloseTo(0.84 / 21.2, within(1e-9));
    assertThat(ForkChecks.lagOne(new double[] {-4, -2, 1, 5})).isCloseTo(11.0 / 46, within(1e-12));
    assertThat(ForkChecks.lagOne(new double[] {5, 5, 5})).isNaN();
  }

  /**
   * Grubbs' critical values for a two-sided test at 5 % (Technometrics 11, 1969, and ASTM E178): n
   * = 4, 1.481; n = 10, 2.290; n = 20, 2.709.
   */
  @Test
  void knowsGrubbsCriticalValues() {
    assertThat(ForkChecks.grubbsP(1.4812, 4)).isCloseTo(0.05, within(5e-4));
    assertThat(ForkChecks.grubbsP(2.290, 10)).isCloseTo(0.05, within(5e-4));
    assertThat(ForkChecks.grubbsP(2.709, 20)).isCloseTo(0.05, within(5e-4));
    assertThat(ForkChecks.grubbsP(1.6, 4)).isZero();
    assertThat(ForkChecks.grubbsP(0.1, 4)).isEqualTo(1);
  }

  @Test
  void putsTheSizeOfTheChangeWithinForksIntoWords() {
    assertThat(halves(100, 110, 111, 110.5))
        .containsExactly(
            "new: iterations change by +10.5% from the first half of a fork to the second");
    assertThat(halves(110, 100, 100.1, 99.9).getFirst()).contains("change by -9.1%");
  }

  @Test
  void doesNotMindAClearButTinyChangeWithinForks() {
    assertThat(halves(100, 100.9, 100.91, 100.89)).isEmpty();
  }

  @Test
  void needsFourIterationsInAForkAndTwoSuchForks() {
    List<Double> three = List.of(100.0, 110.0, 110.0);
    assertThat(texts(Collections.nCopies(4, three))).isEmpty();
    assertThat(texts(List.of(List.of(100.0, 100.0, 110.0, 110.0), three, three))).isEmpty();
  }

  @Test
  void saysWhichForkLiesHowFarOut() {
    double[] forks = {100, 100.5, 99.5, 100.2, 99.8, 80, 100.1};
    assertThat(texts(DoubleStream.of(forks).mapToObj(List::of).toList()))
        .containsExactly("new: fork 6 of 7 lies -17.4% from the mean");
  }

  @Test
  void looksForDriftAmongEightForksOrMore() {
    double[] rising = {100, 102, 104, 106, 108, 110, 112, 114};
    assertThat(ofForks(rising))
        .containsExactly("new: later forks differ by +7.8% from earlier ones");
    assertThat(ofForks(Arrays.copyOf(rising, 7))).isEmpty();
  }

  @Test
  void looksForAnOutlierAmongFourForksOrMore() {
    assertThat(ofForks(100, 100, 100.001, 150))
        .containsExactly("new: fork 4 of 4 lies +35.5% from the mean");
    assertThat(ofForks(100, 100.001, 150)).isEmpty();
  }

  @Test
  void looksWithinTwoForksOfFourIterations() {
    List<Double> four = List.of(100.0, 100.0, 110.0, 110.0);
    List<Double> like = List.of(100.0, 100.0, 110.0, 110.001);
    assertThat(texts(List.of(four, like)).getFirst())
        .startsWith("new: iterations change by +10.0%");
    assertThat(texts(List.of(four))).isEmpty();
  }

  private static List<String> ofForks(double... forks) {
    return texts(DoubleStream.of(forks).mapToObj(List::of).toList());
  }

  private static List<String> halves(double first, double... seconds) {
    return texts(
        DoubleStream.of(seconds)
            .mapToObj(second -> List.of(first, first, second, second))
            .toList());
  }

  private static List<String> texts(List<List<Double>> forks) {
    return ForkChecks.of("new", Results.sample(metric("ns/op", forks))).stream()
        .map(Warning::detail)
        .toList();
  }

  /**
   * Changes of 5 % with two-sided p of 0.02 and of 0.005 by Student's t with 4 degrees of freedom.
   */
  @Test
  void doubtsWarmUpAtOnePercentOnBothSidesTogether() {
    assertThat(changes(0.05 * Math.sqrt(5) / 3.747)).isEmpty();
    assertThat(changes(0.05 * Math.sqrt(5) / 5.598)).hasSize(1);
  }

  private static List<String> changes(double spread) {
    return texts(
        DoubleStream.of(-1.6, -0.4, 0, 0.4, 1.6)
            .map(square -> Math.signum(square) * Math.sqrt(Math.abs(square)))
            .map(normal -> 100 * Math.exp(0.05 + spread * normal))
            .mapToObj(second -> List.of(100.0, 100.0, second, second))
            .toList());
  }
}
