package fanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fanout.model.UslFit.Point;
import fanout.model.UslFit.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class UslTest {
  /**
   * Throughput at 1 to 32 of a Cisco benchmark: B. Schwartz, "Practical Scalability Analysis with
   * the Universal Scalability Law" (2015). The book fits X itself; the fit to log X is scipy's:
   * {@code least_squares(lambda p: log(X) - (p[0] + log(c) - log(1 + p[1]*(c-1) + p[2]*c*(c-1))),
   * ...)}.
   */
  private static final double[] CISCO = {
    955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08, 7219.8, 7867.61, 8278.71,
    8646.7, 9047.84, 9426.55, 9645.37, 9897.24, 10097.6, 10240.5, 10532.39, 10798.52, 11151.43,
    11518.63, 11806, 12089.37, 12075.41, 12177.29, 12211.41, 12158.93, 12155.27, 12118.04, 12140.4,
    12074.39
  };

  private static final Percentage CLOSE = Percentage.withPercentage(0.001);

  private static final double[] SWEEP = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  @Test
  void findsTheFitOfPublishedData() {
    Usl usl = fitted(List.of(cisco()));

    assertThat(usl.lambda().mean()).isCloseTo(960.15091, CLOSE);
    assertThat(usl.sigma().mean()).isCloseTo(0.020453908, CLOSE);
    assertThat(usl.kappa().mean()).isCloseTo(8.9096019e-4, CLOSE);
    assertThat(usl.peak().orElseThrow().mean()).isCloseTo(33.157615, CLOSE);
    assertThat(usl.rSquared()).isCloseTo(0.99898803, CLOSE);
  }

  @Test
  void givesOneForkFiguresWithoutIntervalsAndSaysSo() {
    Usl usl = fitted(List.of(cisco()));

    assertThat(usl.kappa().halfWidth()).isNaN();
    assertThat(usl.remarks()).anyMatch(remark -> remark.startsWith("one fork: no intervals"));
    assertThat(usl.band()).allMatch(at -> at.throughput().halfWidth() == 0);
  }

  @Test
  void findsExactDataAgain() {
    Usl usl = fitted(forks(500, 0.05, 1e-4, 0, new Random(1)));

    assertThat(usl.lambda().mean()).isCloseTo(500, within(1e-6));
    assertThat(usl.sigma().mean()).isCloseTo(0.05, within(1e-9));
    assertThat(usl.kappa().mean()).isCloseTo(1e-4, within(1e-11));
    assertThat(usl.kappa().halfWidth()).isLessThan(1e-9);
    assertThat(usl.remarks()).isEmpty();
  }

  /** Throughputs vary by 4 %, as between iterations on a shared machine. */
  @Test
  void coversTheTruthAsOftenAsItPromises() {
    Random random = new Random(2);
    int rounds = 500;
    int[] covered = new int[4];
    for (int round = 0; round < rounds; round++) {
      Usl usl = fitted(forks(500, 0.05, 1e-3, 0.04, random));
      covered[0] += usl.lambda().includes(500) ? 1 : 0;
      covered[1] += usl.sigma().includes(0.05) ? 1 : 0;
      covered[2] += usl.kappa().includes(1e-3) ? 1 : 0;
      covered[3] += usl.peak().orElseThrow().includes(Math.sqrt(0.95 / 1e-3)) ? 1 : 0;
    }
    // 0.95 of 500, and four standard deviations (4.9) for chance and a little for nonlinearity.
    assertThat(covered).satisfies(counts -> assertAll(counts, 454, 495));
  }

  @Test
  void namesNoPeakWhereThroughputOnlyGrows() {
    Usl usl = fitted(forks(500, 0.02, 0, 0.03, new Random(3)));

    assertThat(usl.kappa().includes(0)).isTrue();
    assertThat(usl.peak()).isEmpty();
    assertThat(usl.remarks())
        .anyMatch(remark -> remark.startsWith("kappa's interval") && remark.contains("includes 0"))
        .anyMatch(remark -> remark.startsWith("no peak c*") && remark.contains("sweep to higher"));
  }

  @Test
  void saysThatAPeakBeyondTheSweepIsAnExtrapolation() {
    List<Point> rising = cisco().subList(0, 24);

    assertThat(fitted(List.of(rising)).remarks())
        .anyMatch(remark -> remark.contains("extrapolation"));
  }

  @Test
  void saysThatThroughputGrowsFasterThanTheLawAllowsFor() {
    Usl usl = fitted(forks(500, -0.003, 1e-5, 0, new Random(4)));

    assertThat(usl.sigma().mean()).isCloseTo(-0.003, within(1e-9));
    assertThat(usl.remarks()).anyMatch(remark -> remark.startsWith("sigma is below 0"));
  }

  @Test
  void refusesFewerThanSixConcurrenciesHoweverManyPoints() {
    List<Point> five = sweep(500, 0.02, 1e-3, 0, new Random(5)).subList(0, 5);
    List<Point> points = new ArrayList<>(five);
    points.addAll(five);

    assertThat(UslFit.of(List.of(points)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("at least 6 different concurrencies, had 5")
                    .contains("sweep more of them"));
  }

  @Test
  void refusesRatherThanThrowsOnDataThatFollowNoLaw() {
    List<Point> points = new ArrayList<>();
    for (double c : SWEEP) {
      points.add(new Point(c, c % 3 == 1 ? 1e6 : 1e-6));
    }

    UslFit fit = UslFit.of(List.of(points));

    switch (fit) {
      case Usl usl -> assertThat(usl.remarks()).isNotEmpty();
      case Refused refused -> assertThat(refused.reason()).contains("does not follow the law");
    }
  }

  @Test
  void refusesPointsOutOfRange() {
    assertThatThrownBy(() -> new Point(0, 1)).hasMessage("concurrency must be >= 1, was 0.0");
    assertThatThrownBy(() -> new Point(1, Double.NaN))
        .hasMessage("throughput must be > 0, was NaN");
  }

  private static void assertAll(int[] counts, int low, int high) {
    for (int count : counts) {
      assertThat(count).isBetween(low, high);
    }
  }

  private static Usl fitted(List<List<Point>> forks) {
    UslFit fit = UslFit.of(forks);
    assertThat(fit).isInstanceOf(Usl.class);
    return (Usl) fit;
  }

  private static List<Point> cisco() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < CISCO.length; i++) {
      points.add(new Point(i + 1, CISCO[i]));
    }
    return points;
  }

  /** Five forks whose throughputs vary by a share of themselves. */
  private static List<List<Point>> forks(
      double lambda, double sigma, double kappa, double noise, Random random) {
    return IntStream.range(0, 5)
        .mapToObj(fork -> sweep(lambda, sigma, kappa, noise, random))
        .toList();
  }

  private static List<Point> sweep(
      double lambda, double sigma, double kappa, double noise, Random random) {
    List<Point> points = new ArrayList<>();
    for (double c : SWEEP) {
      double exact = Usl.throughput(c, lambda, sigma, kappa);
      points.add(new Point(c, exact * Math.exp(noise * random.nextGaussian())));
    }
    return points;
  }
}
