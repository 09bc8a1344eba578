package fanout.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The first request that timed out, after which an exchange issues nothing more: whatever its
 * server does, the batch has failed, and each further request might wait as long.
 */
final class FirstTimeout {
  private volatile @Nullable Failure first;

  /** Returns what becomes of a request that is not issued; {@code null} if it is to be issued. */
  @Nullable Failure before(int number) {
    Failure failure = first;
    return failure == null
        ? null
        : new Failure(number, Failure.Kind.NOT_ISSUED, "since " + failure);
  }

  Outcome after(Outcome outcome) {
    if (outcome instanceof Failure failure && failure.kind() == Failure.Kind.TIMEOUT) {
      first = failure;
    }
    return outcome;
  }
}
