package fanout.run;

import fanout.exchange.ExchangeSpec;
import fanout.ledger.Injection.Place;
import fanout.strategy.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which batches a calibration issues.
 *
 * <p>Every place gets the same range of slot time, up to half of what the exchanges alone take, in
 * equal steps from nothing: an amount at a place that comes up once for each slot is therefore
 * larger than one that comes up with each request. N is a multiple of c and all parks are equally
 * long, so that additions make all slots longer alike and leave imbalance alone.
 *
 * @param strategies the strategies, at least one
 * @param concurrency c, at least 1; one thread has one slot
 * @param requests N for c slots, a multiple of c and at least 2·c; one thread issues N ÷ c, so that
 *     each of its slots has as many as any other
 * @param repetitions the batches for each place and amount, at least 2
 * @param seed of the order of the batches
 */
public record CalibrationPlan(
    List<Strategy> strategies, int concurrency, int requests, int repetitions, long seed) {
  /**
   * A park keeps its slot busy and takes no processor, so that the makespan is slot time ÷ c; it is
   * long enough for the timer's slack to be a small part of it.
   */
  static final ExchangeSpec EXCHANGE = ExchangeSpec.parse("park:2ms");

  /** One more than a regression is asked to rest on; 0 is one of them. */
  static final int AMOUNTS = 6;

  private static final double LARGEST_SHARE = 0.5;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of its range; the message names it
   */
  public CalibrationPlan {
    strategies = List.copyOf(strategies);
    require(!strategies.isEmpty(), "strategies must be at least one, were none");
    for (Strategy strategy : strategies) {
      require(strategy.takes(EXCHANGE), strategy + " cannot be calibrated: it has its own client");
    }
    require(concurrency >= 1, "concurrency must be > 0, was " + concurrency);
    require(
        requests >= 2 * concurrency && requests % concurrency == 0,
        "requests must be a multiple of the concurrency %d, at least %d, was %d"
            .formatted(concurrency, 2 * concurrency, requests));
    require(repetitions >= 2, "repetitions must be >= 2, was " + repetitions);
  }

  /** An addition to one batch: so much at each opportunity that the place gives. */
  record Addition(Place place, long amountNanos) {}

  /** Returns the slots of a strategy. */
  int slots(Strategy strategy) {
    return strategy.slots(concurrency);
  }

  /** Returns the requests of a strategy's batches. */
  int requests(Strategy strategy) {
    return requests / concurrency * slots(strategy);
  }

  /** Returns how many batches are recorded for each strategy. */
  int batches() {
    return AMOUNTS * Place.values().length * repetitions;
  }

  /** Returns what to add to each batch of a strategy: each repetition has all, in its own order. */
  List<Addition> additions(Strategy strategy) {
    Random random = new Random(seed);
    List<Addition> additions = new ArrayList<>();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      List<Addition> all = each(strategy);
      Collections.shuffle(all, random);
      additions.addAll(all);
    }
    return additions;
  }

  /** Returns each addition once. */
  private List<Addition> each(Strategy strategy) {
    List<Addition> all = new ArrayList<>();
    for (Place place : Place.values()) {
      double largest =
          LARGEST_SHARE
              * requests(strategy)
              * EXCHANGE.length().toNanos()
              / opportunities(place, strategy);
      for (int step = 0; step < AMOUNTS; step++) {
        all.add(new Addition(place, Math.round(largest * step / (AMOUNTS - 1))));
      }
    }
    return all;
  }

  /** How many times an amount counts in a batch's slot time. */
  private int opportunities(Place place, Strategy strategy) {
    return switch (place) {
      case HAND_OFF, IN_TASK -> requests(strategy);
      case RAMP_UP, GATHER -> slots(strategy);
    };
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
