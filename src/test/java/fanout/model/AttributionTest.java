package fanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import fanout.model.Attribution.Cell;
import fanout.model.Attribution.Row;
import fanout.model.Calibrations.Instrument;
import fanout.model.StandardAddition.Verdict;
import fanout.results.Calibration;
import fanout.results.Calibration.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttributionTest {
  @Test
  void holdsForAnInstrumentThatIsRight() {
    Attribution attribution = attribution(Calibrations::rightly, 1);

    assertThat(attribution.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(attribution.rows()).extracting(Row::place).isEqualTo(Calibrations.PLACES);
    for (Row row : attribution.rows()) {
      assertThat(row.cells()).extracting(Cell::line).isEqualTo(Calibrations.LINES);
      assertThat(slope(row, row.place())).isCloseTo(1, within(0.02));
      assertThat(row.stopwatch().slope().value()).isCloseTo(1, within(0.02));
    }
  }

  @Test
  void readsOtherLinesWithoutTheirOwnPartInTheAccount() {
    Attribution attribution = attribution(Calibrations::rightly, 1);

    // A tenth of it opens slots, and is booked and found as ramp-up.
    assertThat(slope(row(attribution, "hand-off"), "ramp-up")).isCloseTo(0, within(0.02));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 1})
  void failsWhereACostIsBookedInAnotherLine(double share) {
    Instrument misattributing =
        (place, nanos, lines) -> {
          double lost = place.equals("in-task") ? share * nanos : 0;
          Calibrations.rightly(place, nanos - lost, lines);
          Calibrations.rightly("service", lost, lines);
        };

    Attribution attribution = attribution(misattributing, 1);

    assertThat(attribution.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(attribution.rows())
        .filteredOn(row -> row.verdict() != Verdict.HOLDS)
        .extracting(Row::place)
        .containsExactly("in-task");
    assertThat(slope(row(attribution, "in-task"), "service")).isCloseTo(share, within(0.02));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.9, 1.1})
  void failsWhereTheStopwatchDisagrees(double makespanShare) {
    Attribution attribution = attribution(Calibrations::rightly, makespanShare);

    assertThat(attribution.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(attribution.rows())
        .allMatch(row -> row.stopwatch().verdict() == Verdict.FAILS)
        .flatExtracting(Row::cells)
        .allMatch(cell -> cell.addition().verdict() == Verdict.HOLDS);
  }

  @Test
  void isNotMisledByMomentsInWhichTheMachineStandsStill() {
    Calibration calm = Calibrations.of(Calibrations::rightly, 1);
    List<Batch> batches = new ArrayList<>(calm.batches());
    for (int number = 0; number < batches.size(); number += 9) {
      batches.set(number, stalled(batches.get(number)));
    }
    Calibration disturbed = new Calibration(calm.environment(), calm.settings(), batches);

    assertThat(Attribution.of(disturbed).getFirst().verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void failsWhereNothingIsFound() {
    assertThat(attribution((place, nanos, lines) -> {}, 1).verdict()).isEqualTo(Verdict.FAILS);
  }

  @Test
  void takesTheWorstVerdict() {
    assertThat(Attribution.worst(Stream.of(Verdict.HOLDS, Verdict.TOO_UNCERTAIN)))
        .isEqualTo(Verdict.TOO_UNCERTAIN);
    assertThat(Attribution.worst(Stream.of(Verdict.TOO_UNCERTAIN, Verdict.FAILS, Verdict.HOLDS)))
        .isEqualTo(Verdict.FAILS);
    assertThat(Attribution.worst(Stream.of(Verdict.HOLDS))).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void refusesASweepOfTooFewAmounts() {
    Calibration all = Calibrations.of(Calibrations::rightly, 1);
    Calibration few =
        new Calibration(
            all.environment(),
            all.settings(),
            all.batches().stream().filter(batch -> batch.askedNanos() < 20_000_000).toList());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Attribution.of(few))
        .withMessageContaining("at least 5 different amounts, had 3");
  }

  private static Attribution attribution(Instrument instrument, double makespanShare) {
    List<Attribution> attributions = Attribution.of(Calibrations.of(instrument, makespanShare));
    assertThat(attributions).extracting(Attribution::strategy).containsExactly("THREAD_POOL");
    return attributions.getFirst();
  }

  private static Row row(Attribution attribution, String place) {
    return attribution.rows().stream()
        .filter(row -> row.place().equals(place))
        .findFirst()
        .orElseThrow();
  }

  /** The same batch, had every thread in it been held up: its delays and its exchanges. */
  private static Batch stalled(Batch batch) {
    long stall = 60_000_000;
    Map<String, Long> added = new LinkedHashMap<>(batch.addedNanos());
    Map<String, Long> lines = new LinkedHashMap<>(batch.lineNanos());
    if (!added.isEmpty()) {
      added.merge(batch.place(), stall, Long::sum);
      lines.merge(batch.place(), stall, Long::sum);
    }
    lines.merge("service", 2 * stall, Long::sum);
    return new Batch(
        batch.strategy(),
        batch.slots(),
        batch.place(),
        batch.askedNanos(),
        added,
        lines,
        batch.makespanNanos() + 3 * stall / batch.slots());
  }

  private static double slope(Row row, String line) {
    return row.cells().stream()
        .filter(cell -> cell.line().equals(line))
        .findFirst()
        .orElseThrow()
        .addition()
        .slope()
        .value();
  }
}
