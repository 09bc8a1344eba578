package fanout.run;

import fanout.Delay;
import fanout.exchange.ExchangeSpec;
import fanout.stub.StubConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The turns of the contenders of a group: the fixed number of rounds of an iteration, and for each
 * contender every how many rounds it issues a batch. Rounds follow from how long batches should
 * take by what is known of them, so that they are the same in every fork and every run. On a slower
 * machine each contender takes part in fewer of them: that is settled in each fork when it is warm,
 * before anything is measured.
 *
 * @param rounds of one iteration, at least 1
 * @param periods one a contender, from 1 to {@code rounds}: it takes part in every so many rounds
 * @param batchNanos one a contender: how long its batch should take
 */
record Schedule(int rounds, List<Integer> periods, List<Long> batchNanos) {
  /** The time of an iteration that one contender's batches should take. */
  private static final Duration TIME_OF_CONTENDER = Duration.ofMillis(320);

  private static final int MOST_ROUNDS = 60;

  /** The fewest batches of a contender, and how long one may take for that. */
  private static final int A_FEW = 3;

  private static final Duration NOT_LONG = Duration.ofMillis(300);

  /** Contenders that take less than so many of the shortest batches take part as often. */
  private static final int ALIKE = 3;

  /** The pace of the machine by whose experience work is estimated. */
  private static final double USUAL_PACE = 1;

  /** Intervals of fewer than half of the rounds would be too long to tell anything. */
  private static final double SLOWEST_PACE = 2;

  /** By experience: what reading clocks and drawing up ledgers adds to the time of batches. */
  static final double BOOKS = 0.25;

  /** By experience: processor time of client and stub for one request. */
  private static final long NETWORK_NANOS = 45_000;

  private static final long HAND_OFF_NANOS = 2_000;

  /** The delay with which a parked thread wakes. */
  private static final long TIMER_NANOS = 60_000;

  /** Draws of a delay for its mean. */
  private static final int DRAWS = 1000;

  /** Returns the schedule of a group on this machine. */
  static Schedule of(List<Contender> contenders) {
    return of(contenders, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Returns the schedule of a group.
   *
   * @param processors those of the machine, at least 1
   */
  static Schedule of(List<Contender> contenders, int processors) {
    List<Long> nanos = batchNanos(contenders, processors, USUAL_PACE);
    long shortest = Collections.min(nanos);
    int rounds = batchesInIteration(shortest);
    return new Schedule(
        rounds,
        nanos.stream()
            .map(each -> each <= ALIKE * shortest ? shortest : each)
            .map(each -> Math.ceilDiv(rounds, batchesInIteration(each)))
            .toList(),
        nanos);
  }

  /**
   * Returns the schedule of the same rounds on a slower machine: each contender takes part less
   * often, the longer its batches are than usual.
   *
   * @param contenders those of this schedule
   * @param pace how long work takes for each nanosecond that was expected; taken for at least 1 and
   *     at most {@value #SLOWEST_PACE}
   */
  Schedule at(double pace, List<Contender> contenders) {
    int processors = Runtime.getRuntime().availableProcessors();
    List<Long> slower =
        batchNanos(contenders, processors, Math.clamp(pace, USUAL_PACE, SLOWEST_PACE));
    List<Long> usual = batchNanos(contenders, processors, USUAL_PACE);
    return new Schedule(
        rounds,
        IntStream.range(0, periods.size())
            .mapToObj(i -> periodAt((double) slower.get(i) / usual.get(i), periods.get(i)))
            .toList(),
        slower);
  }

  private int periodAt(double pace, int period) {
    return (int) Math.min(rounds, Math.round(period * pace));
  }

  private static List<Long> batchNanos(List<Contender> contenders, int processors, double pace) {
    return contenders.stream().map(one -> batchNanos(one, processors, pace)).toList();
  }

  /** Returns how long a batch should take whose server does not delay. */
  static long warmNanos(Contender contender) {
    int processors = Runtime.getRuntime().availableProcessors();
    return batchNanos(contender, Delay.NONE, processors, USUAL_PACE);
  }

  /** Tells whether a contender takes part in a round of an iteration; all do in round 0. */
  boolean takesPart(int contender, int round) {
    return round % periods.get(contender) == 0;
  }

  /** Returns how long the rounds of one iteration should take. */
  Duration ofIteration() {
    long sum = 0;
    for (int i = 0; i < periods.size(); i++) {
      sum += Math.ceilDiv(rounds, periods.get(i)) * batchNanos.get(i);
    }
    return Duration.ofNanos(Math.round(sum * (1 + BOOKS)));
  }

  private static int batchesInIteration(long nanos) {
    int fewest = nanos <= NOT_LONG.toNanos() ? A_FEW : 1;
    return Math.clamp(
        Math.round((double) TIME_OF_CONTENDER.toNanos() / nanos), fewest, MOST_ROUNDS);
  }

  /** Waiting takes slots, work takes processors. */
  private static long batchNanos(Contender contender, int processors, double pace) {
    return batchNanos(contender, contender.server().delay(), processors, pace);
  }

  private static long batchNanos(Contender contender, Delay delay, int processors, double pace) {
    long waiting = waitingNanos(contender, delay);
    double working = workingNanos(contender.exchange()) * pace;
    int slots = contender.slots();
    double each = (double) waiting / slots + working / Math.min(slots, processors);
    return Math.max(1, Math.round(each * contender.requests()));
  }

  private static long waitingNanos(Contender contender, Delay delay) {
    if (contender.exchange().kind() == ExchangeSpec.Kind.PARK) {
      return contender.exchange().length().toNanos() + TIMER_NANOS;
    }
    if (!contender.usesStub() || delay.equals(Delay.NONE)) {
      return 0;
    }
    StubConfig stub = StubConfig.withDefaults().withDelay(delay);
    long sum = IntStream.range(0, DRAWS).mapToLong(stub::delayNanosOf).sum();
    return sum / DRAWS + TIMER_NANOS;
  }

  private static long workingNanos(ExchangeSpec exchange) {
    return switch (exchange.kind()) {
      case OKHTTP, OKHTTP_QUIET, H2C, JDK -> NETWORK_NANOS;
      case SPIN -> exchange.length().toNanos() + HAND_OFF_NANOS;
      case NULL, PARK -> HAND_OFF_NANOS;
    };
  }
}
