package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BookkeeperTest {
  private static final Percentage RESOLUTION = Percentage.withPercentage(0.1);

  @Test
  void booksEveryLineOfOneSlot() {
    Timeline timeline =
        Schedule.of(
            1_000,
            new long[] {10, 100, 110, 300, 305, 320},
            new long[] {20, 400, 420, 900, 907, 950});

    SlotLedger ledger = new Bookkeeper(2, 1).book(timeline);

    assertThat(ledger)
        .isEqualTo(new SlotLedger(2, 1, 1_000, new SlotLines(670, 42, 95, 100, 93, 0, 0)));
  }

  @Test
  void booksImbalanceGatherAndUnusedSlots() {
    Timeline timeline =
        Schedule.of(
            1_000, new long[] {0, 10, 10, 400, 400, 400}, new long[] {0, 30, 30, 900, 900, 900});

    SlotLedger ledger = new Bookkeeper(2, 3).book(timeline);

    assertThat(ledger.lines()).isEqualTo(new SlotLines(1_260, 0, 0, 40, 200, 500, 1_000));
    assertThat(ledger.closureError()).isZero();
  }

  @Test
  void givesARequestToTheSlotThatHasBeenFreeLongest() {
    Timeline timeline =
        Schedule.of(
            1_000,
            new long[] {0, 0, 0, 300, 300, 300},
            new long[] {0, 0, 0, 100, 100, 100},
            new long[] {0, 350, 350, 1_000, 1_000, 1_000});

    SlotLines lines = new Bookkeeper(3, 2).book(timeline).lines();

    assertThat(lines.handOffNanos()).isEqualTo(250); // not 50: the other slot is free since 100
    assertThat(lines.imbalanceNanos()).isEqualTo(700);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20, 300, 4_000})
  void findsEveryLineOfARandomScheduleAgain(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int requests = 1 + random.nextInt(200);
      int concurrency = 1 + random.nextInt(20);
      Schedule.Known known = Schedule.random(random, requests, concurrency);

      SlotLedger ledger = new Bookkeeper(requests, concurrency).book(known.timeline());

      assertThat(ledger).as("seed %d, round %d", seed, round).isEqualTo(known.ledger());
      assertThat(ledger.requireClosed().closureError()).isZero();
    }
  }

  @Test
  void booksOneBatchAfterAnotherInTheSameArrays() {
    Random random = new Random(7);
    Schedule.Known first = Schedule.random(random, 100, 10);
    Schedule.Known second = Schedule.random(random, 100, 10);
    Bookkeeper bookkeeper = new Bookkeeper(100, 10);

    assertThat(bookkeeper.book(first.timeline())).isEqualTo(first.ledger());
    assertThat(bookkeeper.book(second.timeline())).isEqualTo(second.ledger());
  }

  @Test
  void booksManyRequestsInManySlots() {
    Schedule.Known known = Schedule.random(new Random(11), 200_000, 20_000);

    assertThat(new Bookkeeper(200_000, 20_000).book(known.timeline())).isEqualTo(known.ledger());
  }

  @Test
  void countsTheExchangeAloneAsLatency() {
    Bookkeeper bookkeeper = new Bookkeeper(2, 2);
    bookkeeper.book(
        Schedule.of(
            10_000,
            new long[] {100, 200, 300, 1_300, 1_400, 2_100},
            new long[] {100, 200, 300, 5_300, 5_400, 8_100}));

    assertThat(bookkeeper.latencies().getTotalCount()).isEqualTo(2);
    assertThat(bookkeeper.latencies().getMinValue()).isCloseTo(1_000L, RESOLUTION);
    assertThat(bookkeeper.latencies().getMaxValue()).isCloseTo(5_000L, RESOLUTION);
  }

  @Test
  void countsLongerThanAnHourAsAnHour() {
    long days = 86_400_000_000_000L;
    Bookkeeper bookkeeper = new Bookkeeper(1, 1);
    bookkeeper.book(Schedule.of(2 * days, new long[] {0, 0, 0, days, days, days}));

    assertThat(bookkeeper.latencies().getMaxValue()).isCloseTo(3_600_000_000_000L, RESOLUTION);
  }

  @Test
  void refusesMoreRequestsInProgressThanSlots() {
    Timeline timeline =
        Schedule.of(
            1_000,
            new long[] {0, 0, 0, 500, 500, 500},
            new long[] {0, 10, 10, 450, 450, 450},
            new long[] {0, 430, 430, 600, 600, 600});

    assertThatThrownBy(() -> new Bookkeeper(3, 2).book(timeline))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("concurrency limit broken")
        .hasMessageContaining("430 ns after")
        .hasMessageContaining("2 slots")
        .hasMessageContaining("20 ns later");
  }

  @Test
  void allowsARequestToStartTheMomentItsSlotFallsFree() {
    Timeline timeline =
        Schedule.of(100, new long[] {0, 0, 0, 50, 50, 50}, new long[] {0, 50, 50, 100, 100, 100});

    assertThat(new Bookkeeper(2, 1).book(timeline).lines().handOffNanos()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "30, 20, 40, 50, 60, 70",
    "10, 30, 20, 50, 60, 70",
    "10, 20, 40, 30, 60, 70",
    "10, 20, 30, 60, 50, 70",
    "10, 20, 30, 40, 70, 60"
  })
  void refusesAClockThatGoesBackwards(long a, long b, long c, long d, long e, long f) {
    Timeline timeline =
        Schedule.of(100, new long[] {0, 0, 0, 5, 5, 5}, new long[] {a, b, c, d, e, f});

    assertThatThrownBy(() -> new Bookkeeper(2, 2).book(timeline))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("goes backwards in request 1")
        .hasMessageContaining("sent " + (Schedule.ORIGIN + c));
  }

  @Test
  void refusesARequestThatKeptTheTimesOfAnEarlierBatch() {
    Timeline timeline = Schedule.of(100, new long[] {-90, -80, -70, -60, -50, -40});

    assertThatThrownBy(() -> new Bookkeeper(1, 1).book(timeline))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("request 0 was not recorded in this batch");
  }

  @Test
  void refusesARequestWithoutAnyTime() {
    Timeline timeline = Timeline.recording(1);
    timeline.begin();
    timeline.end();

    assertThatThrownBy(() -> new Bookkeeper(1, 1).book(timeline))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("request 0 was not recorded");
  }

  @Test
  void refusesARequestOfWhichOneTimeIsMissing() {
    Timeline timeline = Timeline.recording(1);
    timeline.begin();
    timeline.submitted(0);
    timeline.issue(0, number -> number);
    timeline.end();

    assertThatThrownBy(() -> new Bookkeeper(1, 1).book(timeline))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a time is missing")
        .hasMessageContaining("gathered 0 ns");
  }

  @Test
  void doesNotCloseWhenASlotStartsBeforeItsBatch() {
    Timeline timeline = Schedule.of(1_000, new long[] {-20, -15, -15, 900, 900, 900});

    SlotLedger ledger = new Bookkeeper(1, 1).book(timeline);

    assertThat(ledger.closureError()).isEqualTo(0.015);
    assertThatThrownBy(ledger::requireClosed)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("within 0.1 %")
        .hasMessageContaining("1.500 %");
  }

  @Test
  void doesNotCloseWhenASlotFinishesAfterItsBatch() {
    Timeline timeline = Schedule.of(1_000, new long[] {0, 0, 0, 1_010, 1_010, 1_010});

    SlotLedger ledger = new Bookkeeper(1, 2).book(timeline);

    assertThat(ledger.closureError()).isEqualTo(0.005);
    assertThatThrownBy(ledger::requireClosed).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closesWithinTheTolerance() {
    Timeline timeline = Schedule.of(1_000_000, new long[] {-9, -9, 0, 900_000, 900_000, 900_000});

    SlotLedger ledger = new Bookkeeper(1, 1).book(timeline);

    assertThat(ledger.requireClosed().closureError()).isEqualTo(9e-6);
  }

  @Test
  void refusesABatchWithoutLength() {
    Timeline timeline = Schedule.of(0, new long[] {0, 0, 0, 0, 0, 0});

    assertThatThrownBy(() -> new Bookkeeper(1, 1).book(timeline))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must end after its start");
  }

  @Test
  void refusesATimelineThatIsOffOrOfAnotherSize() {
    Bookkeeper bookkeeper = new Bookkeeper(2, 1);

    assertThatThrownBy(() -> bookkeeper.book(Timeline.off(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeline must be recording, was off");
    assertThatThrownBy(() -> bookkeeper.book(Timeline.recording(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeline must have 2 requests, had 3");
  }
}
