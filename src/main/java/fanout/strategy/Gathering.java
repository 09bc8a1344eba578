package fanout.strategy;

import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Submits every request of a batch, then takes the futures' outcomes in the same order. */
final class Gathering {
  private Gathering() {}

  /** Hands one request on. */
  interface Submission {
    Future<Outcome> apply(int number) throws InterruptedException;
  }

  /**
   * Runs a batch that has begun, and ends it.
   *
   * @param submit hands the request of the given number on
   * @throws IllegalStateException if issuing a request threw, which an exchange never does
   * @throws InterruptedException if the caller was interrupted; requests not finished are cancelled
   */
  static Batch gather(Timeline timeline, Submission submit) throws InterruptedException {
    int requests = timeline.requests();
    List<Future<Outcome>> futures = new ArrayList<>(requests);
    try {
      for (int number = 0; number < requests; number++) {
        timeline.submitted(number);
        futures.add(submit.apply(number));
      }
      Outcome[] outcomes = new Outcome[requests];
      for (int number = 0; number < requests; number++) {
        outcomes[number] = futures.get(number).get();
        timeline.gathered(number);
      }
      timeline.end();
      return new Batch(outcomes);
    } catch (InterruptedException e) {
      futures.forEach(future -> future.cancel(true));
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("issuing a request threw " + e.getCause(), e.getCause());
    }
  }
}
