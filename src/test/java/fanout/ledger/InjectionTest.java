package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fanout.ledger.Injection.Place;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InjectionTest {
  private static final long AMOUNT = 100_000;
  private static final int REQUESTS = 5;

  @ParameterizedTest
  @EnumSource(Place.class)
  void isFoundInTheLineOfItsPlace(Place place) {
    Injection injection = Injection.of(place, AMOUNT, 1);

    SlotLedger ledger = batchWith(injection);

    assertThat(injection.addedNanos(place)).isGreaterThanOrEqualTo(AMOUNT);
    for (Place each : Place.values()) {
      assertThat(ledger.lines().nanos(each.line()))
          .as(each.name())
          .isGreaterThanOrEqualTo(injection.addedNanos(each));
    }
    assertThat(ledger.requireClosed().closureError()).isZero();
  }

  @Test
  void delaysEachRequestInTask() {
    Injection injection = Injection.of(Place.IN_TASK, AMOUNT, 1);

    batchWith(injection);

    assertThat(injection.addedNanos(Place.IN_TASK)).isGreaterThanOrEqualTo(REQUESTS * AMOUNT);
    assertAccountedOnlyAt(injection, Place.IN_TASK);
  }

  @Test
  void booksTheHandOffThatOpensASlotAsRampUp() {
    Injection injection = Injection.of(Place.HAND_OFF, AMOUNT, 2);
    injection.begin();

    injection.beforeStart();
    injection.beforeStart();
    long rampUp = injection.addedNanos(Place.RAMP_UP);
    assertThat(rampUp).isGreaterThanOrEqualTo(2 * AMOUNT);
    assertThat(injection.addedNanos(Place.HAND_OFF)).isZero();

    injection.beforeStart();
    assertThat(injection.addedNanos(Place.RAMP_UP)).isEqualTo(rampUp);
    assertThat(injection.addedNanos(Place.HAND_OFF)).isGreaterThanOrEqualTo(AMOUNT);
  }

  @Test
  void delaysTheOpeningOfEachSlotOnceInEveryBatch() {
    Injection injection = Injection.of(Place.RAMP_UP, AMOUNT, 2);
    injection.begin();
    injection.beforeStart();
    injection.beforeStart();
    long firstBatch = injection.addedNanos(Place.RAMP_UP);

    injection.beforeStart();
    assertThat(injection.addedNanos(Place.RAMP_UP)).isEqualTo(firstBatch);

    injection.begin();
    injection.beforeStart();
    assertThat(injection.addedNanos(Place.RAMP_UP)).isGreaterThanOrEqualTo(firstBatch + AMOUNT);
    assertAccountedOnlyAt(injection, Place.RAMP_UP);
  }

  @Test
  void countsGatherOnceForEverySlotInUse() {
    // A prime, so that the account is a multiple of it by chance once in some thousand runs.
    int used = 7_919;
    Injection full = Injection.of(Place.GATHER, AMOUNT, used);
    full.gather(10_000);
    Injection partly = Injection.of(Place.GATHER, AMOUNT, 10_000);
    partly.gather(used);

    assertThat(full.addedNanos(Place.GATHER)).isGreaterThanOrEqualTo(used * AMOUNT);
    assertThat(full.addedNanos(Place.GATHER) % used).isZero();
    assertThat(partly.addedNanos(Place.GATHER) % used).isZero();
    assertAccountedOnlyAt(full, Place.GATHER);
  }

  @Test
  void addsToABatchThatIsNotRecorded() {
    Injection inTask = Injection.of(Place.IN_TASK, AMOUNT, 1);
    Injection gather = Injection.of(Place.GATHER, AMOUNT, 1);
    Timeline timeline = Timeline.off(1);

    timeline.inject(inTask);
    timeline.issue(0, number -> number);
    timeline.inject(gather);
    timeline.end();

    assertThat(inTask.addedNanos(Place.IN_TASK)).isGreaterThanOrEqualTo(AMOUNT);
    assertThat(gather.addedNanos(Place.GATHER)).isGreaterThanOrEqualTo(AMOUNT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5_000, 200_000})
  void neverDelaysLessThanAsked(long amount) {
    assertThat(Delay.of(amount)).isGreaterThanOrEqualTo(amount);
  }

  @Test
  void endsAParkedDelayWhenInterruptedAndKeepsTheStatus() {
    Thread.currentThread().interrupt();

    long passed = Delay.of(Long.MAX_VALUE);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(passed).isNotNegative();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void addsNothingWhenTheAmountIsZero(Place place) {
    Injection injection = Injection.of(place, 0, 1);

    batchWith(injection);

    assertThat(Place.values()).allMatch(each -> injection.addedNanos(each) == 0);
  }

  @Test
  void takesTheAccountOfAFarSide() {
    Injection injection = Injection.of(Place.IN_TASK, AMOUNT, 1);

    injection.add(Place.IN_TASK, 30);
    injection.add(Place.IN_TASK, 12);

    assertThat(injection.addedNanos(Place.IN_TASK)).isEqualTo(42);
  }

  @Test
  void passesItsAccountOnOnce() {
    Injection farSide = Injection.of(Place.IN_TASK, AMOUNT, 1);
    farSide.inTask();

    assertThat(farSide.takeNanos(Place.IN_TASK)).isGreaterThanOrEqualTo(AMOUNT);
    assertThat(farSide.takeNanos(Place.IN_TASK)).isZero();
  }

  @Test
  void refusesAnAmountBelowZero() {
    assertThatThrownBy(() -> Injection.of(Place.GATHER, -1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("injected amount must be >= 0 ns, was -1");
  }

  private static SlotLedger batchWith(Injection injection) {
    Timeline timeline = Timeline.recording(REQUESTS);
    timeline.inject(injection);
    timeline.begin();
    for (int request = 0; request < REQUESTS; request++) {
      timeline.submitted(request);
      timeline.issue(request, number -> number);
      timeline.gathered(request);
    }
    timeline.end();
    return new Bookkeeper(REQUESTS, 1).book(timeline);
  }

  private static void assertAccountedOnlyAt(Injection injection, Place place) {
    assertThat(Arrays.stream(Place.values()).filter(each -> injection.addedNanos(each) > 0))
        .containsExactly(place);
  }
}
