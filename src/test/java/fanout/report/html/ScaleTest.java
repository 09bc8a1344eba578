package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ScaleTest {
  @Test
  void beginsAtZeroForLengthsAndHasRoundTicks() {
    Scale scale = Scale.fromZero(437);
    assertThat(scale.ticks())
        .extracting(Scale.Tick::label)
        .containsExactly("0", "100", "200", "300", "400", "500");
    assertThat(scale.at(0)).isZero();
    assertThat(scale.at(250)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void isLogarithmicWherePointsAreFarApart() {
    Scale scale = Scale.around(new double[] {24, 145});
    assertThat(scale.isLog()).isTrue();
    assertThat(scale.low()).isEqualTo(20);
    assertThat(scale.high()).isEqualTo(150);
    assertThat(scale.at(Math.sqrt(20 * 150))).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void keepsPointsThatAreCloseApartFromEachOther() {
    Scale scale = Scale.around(new double[] {228, 284});
    assertThat(scale.isLog()).isFalse();
    assertThat(scale.at(284) - scale.at(228)).isGreaterThan(0.5);
  }

  @Test
  void separatesThousands() {
    assertThat(Scale.fromZero(20_000).ticks())
        .extracting(Scale.Tick::label)
        .contains("20\u202F000");
  }

  @Test
  void endsNearTheDataOnALogarithmicAxisToo() {
    for (double high = 3.01; high < 40_000; high *= 1.03) {
      Scale scale = Scale.log(1.01, high);
      assertThat(scale.low()).isBetween(1.0, 1.01);
      assertThat(scale.high()).isBetween(high * 0.999, high * 4 / 3);
      assertThat(scale.ticks()).hasSizeBetween(2, 6);
    }
  }

  @Test
  void hasFewTicksOverManyDecades() {
    assertThat(Scale.around(new double[] {1e-3, 1e9}).ticks()).hasSizeBetween(3, 8);
  }
}
