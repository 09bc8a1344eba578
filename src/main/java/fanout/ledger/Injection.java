package fanout.ledger;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Known coordination, added at one place of every batch to see whether the ledger finds it again:
 * the method of standard additions.
 *
 * <p>An amount is delayed by and the time that this really took is booked, in slot time: the
 * account, not the amount asked for, is what the ledger must recover. It is kept by the line that
 * the time falls into. So the hand-offs of the requests that open the slots are booked as {@link
 * Place#RAMP_UP}, since what precedes a slot's first request is ramp-up by definition; for N
 * requests on c slots, that is c of N delays. The delay of {@link Place#GATHER} is counted once for
 * every slot in use, as its line is.
 *
 * <p>See {@link Delay} for how time is passed. Amounts of at least 100 µs hold best.
 *
 * <p>Safe for use by many threads. An injection of nothing costs a comparison.
 */
public final class Injection {
  /** An injection of nothing. */
  public static final Injection NONE = new Injection(Place.HAND_OFF, 0, 1);

  private final Place place;
  private final long amountNanos;
  private final int slots;
  private final AtomicInteger unopened;
  private final LongAdder handOffNanos = new LongAdder();
  private final LongAdder inTaskNanos = new LongAdder();
  private final LongAdder rampUpNanos = new LongAdder();
  private final LongAdder gatherNanos = new LongAdder();

  /** Where coordination is added. */
  public enum Place {
    /** Each request, just before started. */
    HAND_OFF(Line.HAND_OFF),
    /** Each request, between started and sent. */
    IN_TASK(Line.IN_TASK),
    /** Each slot, before its first started. */
    RAMP_UP(Line.RAMP_UP),
    /** Each batch, after the latest finished and before its end; once for each slot in use. */
    GATHER(Line.GATHER);

    private final Line line;

    Place(Line line) {
      this.line = line;
    }

    /** Returns the place's name as it is printed, such as {@code hand-off}. */
    public String word() {
      return line.word();
    }

    /** Returns the line of the ledger in which an addition at this place must be found. */
    public Line line() {
      return line;
    }
  }

  private Injection(Place place, long amountNanos, int slots) {
    if (amountNanos < 0) {
      throw new IllegalArgumentException("injected amount must be >= 0 ns, was " + amountNanos);
    }
    if (slots < 1) {
      throw new IllegalArgumentException("slots must be > 0, was " + slots);
    }
    this.place = place;
    this.amountNanos = amountNanos;
    this.slots = slots;
    this.unopened = new AtomicInteger(slots);
  }

  /**
   * Returns an injection with an empty account.
   *
   * @param place where to add
   * @param amountNanos what to add each time, in nanoseconds, at least 0
   * @param slots c, the slots of the batch; in a worker process, its own slots; at least 1
   * @throws IllegalArgumentException if {@code amountNanos} is below 0 or {@code slots} below 1
   */
  public static Injection of(Place place, long amountNanos, int slots) {
    return new Injection(place, amountNanos, slots);
  }

  /** Returns where coordination is added. */
  public Place place() {
    return place;
  }

  /** Returns what is added each time, in nanoseconds, at least 0. */
  public long amountNanos() {
    return amountNanos;
  }

  /** Starts a batch: all of its slots are yet to open. */
  public void begin() {
    if (amountNanos > 0) {
      unopened.set(slots);
    }
  }

  /**
   * Adds what comes before a request is started: hand-off, and ramp-up if it opens a slot. The
   * first c requests of a batch to come here are those that open the slots. That takes an exchange
   * longer than it takes all slots to wake; otherwise an early slot is delayed twice, and a late
   * one not at all.
   */
  public void beforeStart() {
    if (amountNanos == 0 || (place != Place.HAND_OFF && place != Place.RAMP_UP)) {
      return;
    }
    boolean opensSlot = unopened.get() > 0 && unopened.getAndDecrement() > 0;
    if (opensSlot) {
      add(Place.RAMP_UP, Delay.of(amountNanos));
    } else if (place == Place.HAND_OFF) {
      add(Place.HAND_OFF, Delay.of(amountNanos));
    }
  }

  /**
   * Adds what comes between started and sent.
   *
   * @return whether anything was added
   */
  public boolean inTask() {
    if (amountNanos == 0 || place != Place.IN_TASK) {
      return false;
    }
    add(Place.IN_TASK, Delay.of(amountNanos));
    return true;
  }

  /**
   * Adds what comes between the latest finished and the batch's end, for every slot in use.
   *
   * @param requests the requests of the batch, at least 1
   */
  public void gather(int requests) {
    if (amountNanos > 0 && place == Place.GATHER) {
      add(Place.GATHER, Math.min(requests, slots) * Delay.of(amountNanos));
    }
  }

  /**
   * Returns the slot time added so far.
   *
   * @param to the place by whose line to look
   * @return nanoseconds, at least 0
   */
  public long addedNanos(Place to) {
    return account(to).sum();
  }

  /**
   * Returns the slot time added since this was last asked for, and begins the account anew: for the
   * far side of a process boundary, which passes its account on piece by piece. Not to be called
   * while a request is under way.
   *
   * @param to the place by whose line to look
   * @return nanoseconds, at least 0
   */
  public long takeNanos(Place to) {
    return account(to).sumThenReset();
  }

  /**
   * Takes the account of a far side into this one.
   *
   * @param to the place at which the far side added
   * @param nanos the slot time that it added, in nanoseconds, at least 0
   * @throws IllegalArgumentException if {@code nanos} is below 0
   */
  public void add(Place to, long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("injected time must be >= 0 ns, was " + nanos);
    }
    account(to).add(nanos);
  }

  /** Returns place and amount, such as {@code gather=50000}. */
  @Override
  public String toString() {
    return place.word() + "=" + amountNanos;
  }

  private LongAdder account(Place of) {
    return switch (of) {
      case HAND_OFF -> handOffNanos;
      case IN_TASK -> inTaskNanos;
      case RAMP_UP -> rampUpNanos;
      case GATHER -> gatherNanos;
    };
  }
}
