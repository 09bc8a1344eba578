package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class ScaleTest {
  private static final double[] NONE = {};

  @Test
  void beginsAtZeroForLengthsAndHasRoundTicks() {
    Scale scale = Scale.fromZero(DoubleStream.of(437, 3));
    assertThat(scale.ticks())
        .extracting(Scale.Tick::label)
        .containsExactly("0", "100", "200", "300", "400");
    assertThat(scale.at(0)).isZero();
    assertThat(scale.at(225)).as("it ends near the data").isCloseTo(0.5, within(1e-12));
  }

  @Test
  void isLogarithmicWherePointsAreFarApart() {
    Scale scale = Scale.around(new double[] {24, 145}, NONE);
    assertThat(scale.isLog()).isTrue();
    assertThat(scale.low()).isEqualTo(20);
    assertThat(scale.high()).isEqualTo(150);
    assertThat(scale.at(Math.sqrt(20 * 150))).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void staysLogarithmicWhereAnIntervalReachesBelowZero() {
    Scale scale = Scale.around(new double[] {1, 1000}, new double[] {-50, 1200});
    assertThat(scale.isLog()).isTrue();
    assertThat(scale.low()).isPositive();
    assertThat(scale.at(-50)).isZero();
    assertThat(scale.high()).isGreaterThanOrEqualTo(1200);
  }

  @Test
  void keepsPointsThatAreCloseApartFromEachOther() {
    Scale scale = Scale.around(new double[] {228, 284}, NONE);
    assertThat(scale.isLog()).isFalse();
    assertThat(scale.at(284) - scale.at(228)).isGreaterThan(0.5);
  }

  @Test
  void separatesThousands() {
    assertThat(Scale.fromZero(DoubleStream.of(20_000)).ticks())
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
  void labelsTwoPlacesOfALogarithmicAxisAtLeast() {
    assertThat(Scale.log(2189, 25_625).ticks())
        .extracting(Scale.Tick::value)
        .containsExactly(3_000.0, 10_000.0, 30_000.0);
  }

  @Test
  void neverLetsLabelsTouchInTheNarrowestDrawing() {
    for (double high = 1.7; high < 1e9; high *= 1.37) {
      requireApart(Scale.log(1.01, high));
      requireApart(Scale.fromZero(DoubleStream.of(high)));
      requireApart(Scale.linear(-high / 3, high));
      requireApart(Scale.linear(1e6, 1e6 + high));
    }
  }

  private static void requireApart(Scale scale) {
    double end = Double.NEGATIVE_INFINITY;
    for (Scale.Tick tick : scale.ticks()) {
      double width = 6.5 * tick.label().length();
      double at = 190 * scale.at(tick.value());
      double start =
          switch (scale.anchor(tick)) {
            case "start" -> at;
            case "end" -> at - width;
            default -> at - width / 2;
          };
      assertThat(start)
          .as("%s", String.format(Locale.ROOT, "%s on %s", tick, scale))
          .isGreaterThan(end + 4);
      end = start + width;
    }
  }

  @Test
  void hasFewTicksOverManyDecades() {
    assertThat(Scale.around(new double[] {1e-3, 1e9}, NONE).ticks()).hasSizeBetween(2, 8);
  }
}
