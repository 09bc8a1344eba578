package fanout.strategy;

import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Submits every request of a batch, and takes the futures' outcomes in the same order.
 *
 * <p>A batch is submitted as a whole before its first outcome is taken, unless it is so large that
 * the tasks themselves would become the cost: a million of them that wait, with their threads where
 * these are virtual, are a gigabyte for the collector to move. Then the caller is ahead by a
 * bounded number, and takes half of it before it submits more. That is enough for no slot to run
 * dry, as long as no request lasts longer than fifty others of its slot.
 */
final class Gathering {
  /** The least that the caller may be ahead by: small batches are submitted as a whole. */
  private static final int AHEAD = 10_000;

  private static final int AHEAD_PER_SLOT = 100;

  private final Timeline timeline;
  private final Outcome[] outcomes;
  private final ArrayDeque<Future<Outcome>> futures;
  private final int mostAhead;
  private int gathered;

  private Gathering(Timeline timeline, int concurrency) {
    this.timeline = timeline;
    outcomes = new Outcome[timeline.requests()];
    mostAhead = mostAhead(timeline.requests(), concurrency);
    futures = new ArrayDeque<>(mostAhead);
  }

  /** Returns by how many requests the caller is at most ahead of the outcomes it has taken. */
  static int mostAhead(int requests, int concurrency) {
    return (int) Math.min(requests, Math.max(AHEAD, (long) AHEAD_PER_SLOT * concurrency));
  }

  interface Submission {
    Future<Outcome> apply(int number) throws InterruptedException;
  }

  /**
   * Runs a batch that has begun, and ends it.
   *
   * @param concurrency c, the slots that must not run dry, at least 1
   * @param submit hands the request of the given number on
   * @throws IllegalStateException if issuing a request threw, which an exchange never does
   * @throws InterruptedException if the caller was interrupted; requests not finished are cancelled
   */
  static Batch gather(Timeline timeline, int concurrency, Submission submit)
      throws InterruptedException {
    return new Gathering(timeline, concurrency).run(submit);
  }

  private Batch run(Submission submit) throws InterruptedException {
    try {
      for (int number = 0; number < outcomes.length; number++) {
        if (futures.size() == mostAhead) {
          take(mostAhead / 2);
        }
        timeline.submitted(number);
        futures.add(submit.apply(number));
      }
      take(futures.size());
      timeline.end();
      return new Batch(outcomes);
    } catch (InterruptedException e) {
      futures.forEach(future -> future.cancel(true));
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("issuing a request threw " + e.getCause(), e.getCause());
    }
  }

  private void take(int count) throws InterruptedException, ExecutionException {
    for (int taken = 0; taken < count; taken++) {
      outcomes[gathered] = futures.element().get();
      futures.remove();
      timeline.gathered(gathered);
      gathered++;
    }
  }
}
