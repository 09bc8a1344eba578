package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final int PROCESSORS = 2;

  private static final List<Contender> SUITE =
      List.of(
          Contenders.with("strategy=THREAD_POOL", "delay=0"),
          Contenders.with("strategy=ORACLE_SHARED", "delay=0"),
          Contenders.with("strategy=THREAD_POOL", "delay=2ms"),
          Contenders.with("strategy=ORACLE_SHARED", "delay=2ms"),
          Contenders.with("strategy=SINGLE_THREAD", "delay=2ms"));

  private final Schedule schedule = Schedule.of(SUITE, PROCESSORS);

  @Test
  void theShorterABatchTheMoreOften() {
    assertThat(batches(0)).isGreaterThan(batches(2));
    assertThat(batches(2)).isGreaterThan(batches(4));
  }

  @Test
  void eachTakesPartInEachIteration() {
    assertThat(IntStream.range(0, SUITE.size())).allMatch(place -> batches(place) >= 1);
  }

  @Test
  void whatIsNotLongTakesPartThreeTimes() {
    assertThat(batches(2)).isEqualTo(3);
    assertThat(batches(4)).isEqualTo(1);
  }

  @Test
  void contendersThatAreComparedTakePartInTheSameRounds() {
    for (int round = 0; round < schedule.rounds(); round++) {
      assertThat(schedule.takesPart(0, round)).isEqualTo(schedule.takesPart(1, round));
      assertThat(schedule.takesPart(2, round)).isEqualTo(schedule.takesPart(3, round));
    }
  }

  @Test
  void theTimeOfAnIterationIsThatOfItsBatchesAndAQuarterForBooks() {
    long nanos =
        IntStream.range(0, SUITE.size())
            .mapToLong(place -> batches(place) * schedule.batchNanos().get(place))
            .sum();
    assertThat(schedule.ofIteration()).hasNanos(nanos * 5 / 4);
  }

  @Test
  void oneLongBatchIsOneRound() {
    Schedule one = Schedule.of(List.of(Contenders.with("requests=10000000")), PROCESSORS);
    assertThat(one.rounds()).isEqualTo(1);
  }

  @Test
  void onASlowerMachineShortBatchesAreIssuedLessOften() {
    Schedule slower = schedule.at(2, SUITE);

    assertThat(slower.rounds()).isEqualTo(schedule.rounds());
    assertThat(batches(slower, 0)).isEqualTo(batches(0) / 2);
    assertThat(batches(slower, 4)).isEqualTo(batches(4));
  }

  @Test
  void onTheSlowestMachineHalfOfTheRoundsAreLeft() {
    assertThat(schedule.at(10, SUITE)).isEqualTo(schedule.at(2, SUITE));
  }

  @Test
  void onAFasterMachineTheScheduleStays() {
    Schedule here = Schedule.of(SUITE);
    assertThat(here.at(0.5, SUITE)).isEqualTo(here);
  }

  @Test
  void oneThreadWithoutADelayTakesPartInTheRoundsOfTheOthers() {
    Schedule one =
        Schedule.of(
            List.of(
                Contenders.with("strategy=THREAD_POOL"), Contenders.with("strategy=SINGLE_THREAD")),
            PROCESSORS);

    assertThat(one.periods()).containsExactly(1, 1);
  }

  private long batches(int place) {
    return batches(schedule, place);
  }

  private static long batches(Schedule schedule, int place) {
    return IntStream.range(0, schedule.rounds())
        .filter(round -> schedule.takesPart(place, round))
        .count();
  }
}
