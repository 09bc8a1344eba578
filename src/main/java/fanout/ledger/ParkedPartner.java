package fanout.ledger;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread that sleeps until it is woken, and then wakes the thread that woke it. Neither side
 * spins: every turn is a wake-up of an idle thread.
 *
 * <p>Used by the thread that made it.
 */
final class ParkedPartner implements AutoCloseable {
  private final Thread caller = Thread.currentThread();
  private final Thread partner;
  private volatile boolean partnersTurn;
  private volatile boolean closed;

  /**
   * Starts a partner.
   *
   * @param bind run by the partner before anything else, to choose its processor
   */
  ParkedPartner(Runnable bind) {
    partner =
        Thread.ofPlatform()
            .daemon()
            .name("wake-up-partner")
            .start(
                () -> {
                  bind.run();
                  answer();
                });
  }

  /** Wakes the partner, and sleeps until it has woken this thread: two wake-ups. */
  void takeTurns() {
    partnersTurn = true;
    LockSupport.unpark(partner);
    while (partnersTurn) {
      LockSupport.park(this);
    }
  }

  /** Ends the partner, and waits until it has ended; an interrupt meanwhile is kept. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(partner);
    boolean interrupted = false;
    while (partner.isAlive()) {
      try {
        partner.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer() {
    while (!closed) {
      if (partnersTurn) {
        partnersTurn = false;
        LockSupport.unpark(caller);
      } else {
        LockSupport.park(this);
      }
    }
  }
}
