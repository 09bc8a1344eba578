package fanout.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import fanout.Delay;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultsTest {
  private static final int DRAWS = 100_000;
  private static final long SEED = 42;

  @ParameterizedTest
  @ValueSource(strings = {"none", "status=0.01", "reset=1.0", "stall=0.1,wrong-length=0.25"})
  void readsBackWhatItWrites(String text) {
    assertThat(Faults.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "status", "status=", "status=x", "fire=0.1", "reset=0,reset=0.1"})
  void refusesOtherFormsWithTheValueAndAllForms(String text) {
    assertThatThrownBy(() -> Faults.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining(Faults.FORMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status=1.5", "status=-0.1", "status=NaN", "status=0.6,reset=0.6"})
  void refusesSharesOutOfRange(String text) {
    assertThatThrownBy(() -> Faults.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("share");
  }

  @Test
  void hitsTheShareOfRequestsThatWasAskedFor() {
    Faults faults = Faults.parse("status=0.01,reset=0.05,stall=0.1,truncate=0.2,wrong-length=0.3");

    Map<Fault, Long> hits =
        IntStream.range(0, DRAWS)
            .mapToObj(n -> faults.faultFor(n, SEED))
            .flatMap(fault -> fault.stream())
            .collect(Collectors.groupingBy(fault -> fault, Collectors.counting()));

    faults
        .shares()
        .forEach(
            (fault, share) ->
                assertThat((double) hits.getOrDefault(fault, 0L) / DRAWS)
                    .isCloseTo(share, offset(0.005)));
  }

  @Test
  void failsAllRequestsOrNoneAtTheEndsOfTheRange() {
    Faults all = Faults.parse("reset=1");

    assertThat(IntStream.range(0, 1000).mapToObj(n -> all.faultFor(n, SEED)))
        .allMatch(fault -> fault.orElseThrow() == Fault.RESET);
    assertThat(Faults.parse("reset=0")).isEqualTo(Faults.NONE);
    assertThat(Faults.NONE.faultFor(7, SEED)).isEmpty();
  }

  @Test
  void failsTheSameRequestsAgainWithTheSameSeedOnly() {
    Faults faults = Faults.parse("status=0.5");

    assertThat(pattern(faults, SEED)).isEqualTo(pattern(faults, SEED));
    assertThat(pattern(faults, SEED + 1)).isNotEqualTo(pattern(faults, SEED));
  }

  @Test
  void chooseRequestsWithoutRegardToTheirDelay() {
    Faults faults = Faults.parse("status=0.5");
    Delay delay = Delay.parse("exp:2ms");
    double meanOfFailed =
        IntStream.range(0, DRAWS)
            .filter(n -> faults.faultFor(n, SEED).isPresent())
            .mapToLong(n -> delay.quantileNanos(Draw.DELAY.uniform(n, SEED)))
            .average()
            .orElseThrow();

    assertThat(meanOfFailed).isCloseTo(2e6, offset(0.05e6));
  }

  private static String pattern(Faults faults, long seed) {
    return IntStream.range(0, 200)
        .mapToObj(n -> faults.faultFor(n, seed).isPresent() ? "x" : ".")
        .collect(Collectors.joining());
  }
}
