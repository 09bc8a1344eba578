package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.ledger.Bookkeeper;
import fanout.ledger.Injection;
import fanout.ledger.Injection.Place;
import fanout.ledger.SlotLedger;
import fanout.ledger.Timeline;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is added to a batch is added by the workers, and their account comes back. */
@Timeout(60)
final class WorkerInjectionIT {
  private static final int WORKERS = 2;
  private static final int REQUESTS = 12;
  private static final long AMOUNT = 2_000_000;

  private final Timeline timeline = Timeline.recording(REQUESTS);
  private WorkerPool pool;

  @BeforeEach
  void open() throws Exception {
    pool = WorkerPool.open(WORKERS, ExchangeSpec.parse("park:1ms"), Target.NONE);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"IN_TASK", "GATHER"})
  void bringsAnAccountThatItsLineHolds(Place place) throws Exception {
    Injection injection = Injection.of(place, AMOUNT, WORKERS);

    SlotLedger ledger = batchWith(injection, 3);

    assertThat(injection.addedNanos(place)).isGreaterThanOrEqualTo(AMOUNT);
    assertThat(ledger.lines().nanos(place.line()))
        .isGreaterThanOrEqualTo(injection.addedNanos(place));
  }

  /**
   * A worker that opens later than another ends its first request has what it waited booked as
   * hand-off, since slots are rebuilt from the intervals alone: together the two lines hold it.
   */
  @ParameterizedTest
  @EnumSource(names = {"HAND_OFF", "RAMP_UP"})
  void bringsAnAccountThatHandOffAndRampUpHold(Place place) throws Exception {
    Injection injection = Injection.of(place, AMOUNT, WORKERS);

    SlotLedger ledger = batchWith(injection, 3);

    assertThat(injection.addedNanos(place)).isGreaterThanOrEqualTo(AMOUNT);
    assertThat(
            ledger.lines().nanos(Place.HAND_OFF.line())
                + ledger.lines().nanos(Place.RAMP_UP.line()))
        .isGreaterThanOrEqualTo(
            injection.addedNanos(Place.HAND_OFF) + injection.addedNanos(Place.RAMP_UP));
  }

  @Test
  void booksTheOpeningOfEachWorkerAsRampUp() throws Exception {
    Injection injection = Injection.of(Place.RAMP_UP, AMOUNT, WORKERS);

    SlotLedger ledger = batchWith(injection, REQUESTS / WORKERS);

    assertThat(ledger.lines().nanos(Place.RAMP_UP.line())).isGreaterThanOrEqualTo(WORKERS * AMOUNT);
    assertThat(injection.addedNanos(Place.RAMP_UP)).isGreaterThanOrEqualTo(WORKERS * AMOUNT);
  }

  @Test
  void opensASlotOnceInABatchOfManyChunks() throws Exception {
    int requests = 100;
    long amount = 20_000_000;
    Injection injection = Injection.of(Place.RAMP_UP, amount, WORKERS);
    Timeline untimed = Timeline.off(requests);
    untimed.inject(injection);

    pool.issue(untimed, 1);
    long once = injection.addedNanos(Place.RAMP_UP);
    pool.issue(untimed, 1);

    // Parked delays overshoot, but not to twenty times their length.
    assertThat(once).isBetween(WORKERS * amount, requests * amount * 4 / 10);
    assertThat(injection.addedNanos(Place.RAMP_UP)).isGreaterThanOrEqualTo(2 * WORKERS * amount);
  }

  @Test
  void booksTheHandOffThatOpensAWorkerAsRampUp() throws Exception {
    Injection injection = Injection.of(Place.HAND_OFF, AMOUNT, WORKERS);

    batchWith(injection, 1);

    assertThat(injection.addedNanos(Place.RAMP_UP)).isGreaterThanOrEqualTo(WORKERS * AMOUNT);
    assertThat(injection.addedNanos(Place.HAND_OFF))
        .isGreaterThanOrEqualTo((REQUESTS - WORKERS) * AMOUNT);
  }

  @Test
  void addsToBatchesThatAreNotTimed() throws Exception {
    Injection injection = Injection.of(Place.IN_TASK, AMOUNT, WORKERS);
    Timeline off = Timeline.off(REQUESTS);
    off.inject(injection);

    pool.issue(off, 2);

    assertThat(injection.addedNanos(Place.IN_TASK)).isGreaterThanOrEqualTo(REQUESTS * AMOUNT);
  }

  @Test
  void sendsNothingMoreWhereNothingIsAdded() throws Exception {
    batchWith(Injection.of(Place.IN_TASK, AMOUNT, WORKERS), 3);
    Injection none = Injection.NONE;
    batchWith(none, 3); // tells the workers that it is over
    ChannelTally before = pool.tally();

    batchWith(none, 3);

    ChannelTally after = pool.tally().minus(before);
    assertThat(after.framesSent()).isEqualTo(REQUESTS / 3);
    assertThat(after.framesReceived()).isEqualTo(REQUESTS / 3);
    assertThat(Arrays.stream(Place.values()).mapToLong(none::addedNanos).sum()).isZero();
  }

  @Test
  void sendsForAnAmountOfNothingWhatItSendsForAnyOther() throws Exception {
    batchWith(Injection.of(Place.IN_TASK, 1, WORKERS), 3);
    ChannelTally before = pool.tally();
    batchWith(Injection.of(Place.IN_TASK, 1, WORKERS), 3);
    ChannelTally some = pool.tally();
    batchWith(Injection.of(Place.IN_TASK, 0, WORKERS), 3);

    assertThat(pool.tally().minus(some).framesReceived())
        .isEqualTo(some.minus(before).framesReceived())
        .isEqualTo(2 * REQUESTS / 3);
  }

  private SlotLedger batchWith(Injection injection, int chunk) throws InterruptedException {
    timeline.inject(injection);
    pool.issue(timeline, chunk);
    return new Bookkeeper(REQUESTS, WORKERS).book(timeline).requireClosed();
  }
}
