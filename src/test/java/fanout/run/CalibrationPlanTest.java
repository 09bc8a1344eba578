package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fanout.ledger.Injection.Place;
import fanout.run.CalibrationPlan.Addition;
import fanout.strategy.Strategy;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CalibrationPlanTest {
  private static final CalibrationPlan PLAN = plan(4, 40, 3, 1);

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      names = {
        "SINGLE_THREAD",
        "THREAD_POOL",
        "VIRTUAL_THREADS",
        "WORKER_PROCESSES",
        "THREAD_PER_REQUEST"
      })
  void addsEveryAmountAtEveryPlaceEquallyOften(Strategy strategy) {
    List<Addition> additions = PLAN.additions(strategy);

    assertThat(additions).hasSize(PLAN.batches());
    var times = additions.stream().collect(Collectors.groupingBy(Function.identity()));
    assertThat(times).hasSize(CalibrationPlan.AMOUNTS * Place.values().length);
    assertThat(times.values()).allMatch(each -> each.size() == PLAN.repetitions());
  }

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      names = {
        "SINGLE_THREAD",
        "THREAD_POOL",
        "VIRTUAL_THREADS",
        "WORKER_PROCESSES",
        "THREAD_PER_REQUEST"
      })
  void givesEachPlaceTheSameRangeOfSlotTime(Strategy strategy) {
    int slots = PLAN.slots(strategy);
    // Half of ten parks of 2 ms on each slot.
    assertThat(largest(strategy, Place.IN_TASK)).isEqualTo(1_000_000);
    assertThat(largest(strategy, Place.HAND_OFF)).isEqualTo(1_000_000);
    assertThat(largest(strategy, Place.RAMP_UP)).isEqualTo(10_000_000);
    assertThat(largest(strategy, Place.GATHER)).isEqualTo(10_000_000);
    assertThat(PLAN.requests(strategy)).isEqualTo(10 * slots);
  }

  @Test
  void ordersByItsSeedAlone() {
    Strategy strategy = Strategy.THREAD_POOL;
    List<Addition> additions = PLAN.additions(strategy);

    assertThat(plan(4, 40, 3, 1).additions(strategy)).isEqualTo(additions);
    assertThat(plan(4, 40, 3, 2).additions(strategy))
        .isNotEqualTo(additions)
        .containsExactlyInAnyOrderElementsOf(additions);
    assertThat(additions.subList(0, 24)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 40, 3, 'concurrency must be > 0, was 0'",
    "4, 42, 3, 'requests must be a multiple of the concurrency 4, at least 8, was 42'",
    "4, 4, 3, 'requests must be a multiple of the concurrency 4, at least 8, was 4'",
    "4, 40, 1, 'repetitions must be >= 2, was 1'"
  })
  void refusesWhatCannotBeMeasured(int concurrency, int requests, int repetitions, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(concurrency, requests, repetitions, 1))
        .withMessage(message);
  }

  @Test
  void refusesAStrategyThatCannotPark() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CalibrationPlan(List.of(Strategy.NETTY_EVENT_LOOP), 4, 40, 3, 1))
        .withMessage("NETTY_EVENT_LOOP cannot be calibrated: it has its own client");
  }

  private static CalibrationPlan plan(int concurrency, int requests, int repetitions, long seed) {
    return new CalibrationPlan(
        List.of(Strategy.THREAD_POOL, Strategy.SINGLE_THREAD),
        concurrency,
        requests,
        repetitions,
        seed);
  }

  private static long largest(Strategy strategy, Place place) {
    return Collections.max(
        PLAN.additions(strategy).stream()
            .filter(addition -> addition.place() == place)
            .map(Addition::amountNanos)
            .toList());
  }
}
