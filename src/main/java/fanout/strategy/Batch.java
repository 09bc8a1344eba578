package fanout.strategy;

import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The outcomes of one batch, by request number. */
public final class Batch {
  private final Outcome[] outcomes;

  /**
   * Takes the outcomes of a batch and checks conservation: each request has exactly one outcome,
   * and it is its own.
   *
   * @param outcomes element {@code n} is the outcome of request {@code n}; not copied
   * @throws IllegalStateException if an outcome is missing or stands in another request's place
   */
  public Batch(Outcome[] outcomes) {
    for (int number = 0; number < outcomes.length; number++) {
      Outcome outcome = outcomes[number];
      if (outcome == null) {
        throw new IllegalStateException("request " + number + " has no outcome");
      }
      if (outcome.number() != number) {
        throw new IllegalStateException(
            "request " + number + " has the outcome of request " + outcome.number());
      }
    }
    this.outcomes = outcomes;
  }

  /** Returns the outcomes, the one of request {@code n} at index {@code n}. */
  public List<Outcome> outcomes() {
    return Arrays.asList(outcomes);
  }

  /** Returns the requests that failed, in the order of their numbers. */
  public List<Failure> failures() {
    List<Failure> failures = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Failure failure) {
        failures.add(failure);
      }
    }
    return failures;
  }
}
