package fanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import fanout.Delay.LogNormal;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceTimeTest {
  private static final Percentage CLOSE = Percentage.withPercentage(2);

  @Test
  void readsTheFormsOfTheDelayParameter() {
    assertThat(ServiceTime.parse("0").mean()).isZero();
    assertThat(ServiceTime.parse("2ms").mean()).isEqualTo(2e6);
    assertThat(ServiceTime.parse("exp:2ms").mean()).isEqualTo(2e6);
    LogNormal heavy = (LogNormal) ServiceTime.parse("lognormal:2ms:20ms").delay();
    assertThat(ServiceTime.exceeds(heavy, 2e6)).isCloseTo(0.5, within(1e-9));
    assertThat(ServiceTime.exceeds(heavy, 20e6)).isCloseTo(0.01, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exp:0", "lognormal:2ms", "lognormal:2ms:1ms", "2 parsecs", "uniform:1ms"})
  void refusesOtherForms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceTime.parse(text))
        .withMessageContaining(text.substring(text.lastIndexOf(':') + 1));
  }

  @Test
  void theLastOfExponentialTimesIsAHarmonicNumberOfMeans() {
    double harmonic = IntStream.rangeClosed(1, 50).mapToDouble(k -> 1.0 / k).sum();
    ServiceTime service = ServiceTime.parse("exp:3ns");
    assertThat(service.expectedMaximum(50)).isCloseTo(3 * harmonic, within(1e-4));
    assertThat(service.expectedLast(50)).isCloseTo(3 * harmonic, within(1e-4));
    assertThat(service.expectedMaximum(1)).isCloseTo(3, within(1e-9));
  }

  @Test
  void theLastOfLogNormalTimesIsWhatManyDrawsSay() {
    ServiceTime service = ServiceTime.parse("lognormal:1ms:8.115ms");
    Random random = new Random(8);
    double sum = 0;
    for (int round = 0; round < 20_000; round++) {
      sum +=
          IntStream.range(0, 30)
              .mapToDouble(k -> BatchSimulation.draw(service, random))
              .max()
              .orElseThrow();
    }
    assertThat(service.expectedMaximum(30)).isCloseTo(sum / 20_000, CLOSE);
    assertThat(service.expectedMaximum(1)).isCloseTo(service.mean(), CLOSE);
  }

  @Test
  void residualTimesAreThoseAtARandomMoment() {
    ServiceTime service = ServiceTime.parse("lognormal:1ms:8.115ms");
    Random random = new Random(9);
    double sum = 0;
    for (int round = 0; round < 20_000; round++) {
      double last = BatchSimulation.draw(service, random);
      for (int other = 0; other < 9; other++) {
        last = Math.max(last, residual(service, random));
      }
      sum += last;
    }
    assertThat(service.expectedLast(10)).isCloseTo(sum / 20_000, CLOSE);
    assertThat(service.expectedLast(1)).isCloseTo(service.mean(), CLOSE);
  }

  /** A renewal process, looked at long after its beginning. */
  private static double residual(ServiceTime service, Random random) {
    double moment = (20 + random.nextDouble()) * service.mean();
    double renewed = 0;
    while (renewed <= moment) {
      renewed += BatchSimulation.draw(service, random);
    }
    return renewed - moment;
  }
}
