package fanout.process;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.ledger.RoundTrip;
import java.io.IOException;

/**
 * A worker process whose channel is used for nothing but round trips: the shortest frame there, and
 * one with a clock reading back.
 *
 * <p>Used by one thread at a time.
 */
public final class ChannelRoundTrip implements RoundTrip, AutoCloseable {
  private final WorkerPool pool;
  private final ChannelLoan loan;

  private ChannelRoundTrip(WorkerPool pool, ChannelLoan loan) {
    this.pool = pool;
    this.loan = loan;
  }

  /**
   * Starts a worker process.
   *
   * @param kind what carries frames to it and back
   * @throws IOException if the worker dies
   * @throws InterruptedException if interrupted while waiting; no process is left
   */
  public static ChannelRoundTrip open(ChannelKind kind) throws IOException, InterruptedException {
    WorkerPool pool =
        WorkerPool.open(1, ExchangeSpec.parse("null"), Target.NONE, new ChannelSpec(kind, 1));
    boolean held = false;
    try {
      ChannelRoundTrip roundTrip = new ChannelRoundTrip(pool, pool.lend());
      held = true;
      return roundTrip;
    } finally {
      if (!held) {
        pool.close();
      }
    }
  }

  @Override
  public void make() throws IOException {
    loan.make();
  }

  /** Ends the process. */
  @Override
  public void close() {
    loan.giveBack();
    pool.close();
  }
}
