package fanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fanout.model.Metg.NotReached;
import fanout.model.Metg.Point;
import fanout.model.Metg.Reached;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class MetgTest {
  private static final double[] LENGTHS = {1e3, 1e4, 1e5, 1e6};

  @Test
  void isTheLengthWhoseOverheadIsAsLongAsItself() {
    // Efficiency τ / (τ + overhead) is a half where τ is the overhead, here also a point measured.
    Reached metg = reached(List.of(forkWithOverhead(1e4, 1e2, 1e3, 1e4, 1e5)));

    assertThat(metg.nanos().mean()).isCloseTo(1e4, within(1e-6));
    assertThat(metg.nanos().halfWidth()).isNaN();
  }

  @Test
  void interpolatesOnTheLogarithmOfTheLength() {
    Reached metg = reached(List.of(List.of(new Point(1e3, 0.25), new Point(1e5, 0.75))));

    assertThat(metg.nanos().mean()).isCloseTo(1e4, within(1e-6)); // halfway between 10^3 and 10^5
  }

  @Test
  void takesTheLastCrossing() {
    Reached metg = reached(List.of(fork(0.6, 0.4, 0.6, 0.9)));

    assertThat(metg.nanos().mean()).isCloseTo(Math.pow(10, 4.5), within(1e-6));
  }

  @Test
  void doesNotDependOnTheOrderOfPoints() {
    assertThat(reached(List.of(fork(0.1, 0.4, 0.6, 0.9).reversed())))
        .isEqualTo(reached(List.of(fork(0.1, 0.4, 0.6, 0.9))));
  }

  @Test
  void givesStudentsIntervalOverForksOnTheLogarithm() {
    // By hand: the logarithms' standard deviation is ln 2, and t(2) at 0.975 is 4.302653.
    Reached metg =
        reached(
            List.of(
                forkWithOverhead(1e4, 1e3, 1e4, 1e5),
                forkWithOverhead(2e4, 1e3, 2e4, 1e5),
                forkWithOverhead(4e4, 1e3, 4e4, 1e5)));

    double factor = Math.exp(4.302653 * Math.log(2) / Math.sqrt(3));
    assertThat(metg.nanos().mean()).isCloseTo(2e4, within(1e-6));
    assertThat(metg.nanos().low()).isCloseTo(2e4 / factor, within(0.1));
    assertThat(metg.nanos().high()).isCloseTo(2e4 * factor, within(1.0));
  }

  @Test
  void isNotReachedWhereTheLongestRequestIsStillTooShort() {
    assertThat(notReached(List.of(fork(0.1, 0.2, 0.3, 0.49))))
        .isEqualTo(
            "not reached: efficiency is below 50 % up to the longest request measured, 1000 µs;"
                + " sweep longer requests");
  }

  @Test
  void isNotReachedWhereTheShortestRequestIsStillWorthIt() {
    assertThat(notReached(List.of(fork(0.5, 0.6, 0.7, 0.8))))
        .isEqualTo(
            "not reached: efficiency is at least 50 % down to the shortest request measured,"
                + " 1.000 µs; sweep shorter requests");
  }

  @Test
  void isNotReachedWhereSomeForksDoNotReachIt() {
    assertThat(notReached(List.of(fork(0.1, 0.2, 0.3, 0.6), fork(0.1, 0.2, 0.3, 0.4))))
        .startsWith("not reached: in 1 of 2 forks, efficiency is below 50 %");
  }

  @Test
  void refusesTooFewPoints() {
    assertThatThrownBy(() -> Metg.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one fork, had none");
    assertThatThrownBy(() -> Metg.of(List.of(List.of(new Point(1, 1)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 request lengths");
    assertThatThrownBy(() -> new Point(0, 1)).hasMessage("lengthNanos must be > 0, was 0.0");
    assertThatThrownBy(() -> new Point(1, -1)).hasMessage("efficiency must be >= 0, was -1.0");
  }

  private static Reached reached(List<List<Point>> forks) {
    Metg metg = Metg.of(forks);
    assertThat(metg).isInstanceOf(Reached.class);
    return (Reached) metg;
  }

  private static String notReached(List<List<Point>> forks) {
    Metg metg = Metg.of(forks);
    assertThat(metg).isInstanceOf(NotReached.class);
    return ((NotReached) metg).reason();
  }

  private static List<Point> fork(double a, double b, double c, double d) {
    return List.of(
        new Point(LENGTHS[0], a),
        new Point(LENGTHS[1], b),
        new Point(LENGTHS[2], c),
        new Point(LENGTHS[3], d));
  }

  private static List<Point> forkWithOverhead(double overhead, double... lengths) {
    return DoubleStream.of(lengths)
        .mapToObj(length -> new Point(length, length / (length + overhead)))
        .toList();
  }
}
