package fanout.exchange;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits a known time without using a processor, as a request does whose server is slow. Never
 * shorter than asked; the operating system's timer slack makes it some 50 to 100 µs longer.
 */
final class ParkExchange implements Exchange {
  private final long nanos;

  ParkExchange(Duration length) {
    nanos = length.toNanos();
  }

  @Override
  public Outcome issue(int number) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      if (Thread.currentThread().isInterrupted()) {
        return new Failure(number, Failure.Kind.INTERRUPTED, "interrupted while parked");
      }
    }
    return new Reply(number, 0, 0);
  }
}
