package fanout.ledger;

/** The check that the six times of a request can be those of a request of this batch. */
final class RequestCheck {
  private RequestCheck() {}

  /**
   * Checks that each time is at or after the one before it, and that the request was recorded in
   * this batch: a reused timeline keeps the times of the last batch, a new one has zeros.
   *
   * <p>Times are compared by difference, as the origin of {@link System#nanoTime()} is arbitrary.
   *
   * @throws LedgerException if not; it names the request and its times
   */
  static void requireSound(Timeline timeline, int number) {
    if (timeline.startedAt(number) - timeline.submittedAt(number) < 0
        || timeline.sentAt(number) - timeline.startedAt(number) < 0
        || timeline.receivedAt(number) - timeline.sentAt(number) < 0
        || timeline.finishedAt(number) - timeline.receivedAt(number) < 0
        || timeline.gatheredAt(number) - timeline.finishedAt(number) < 0) {
      throw new LedgerException(
          "the clock goes backwards in request %d, or a time is missing: %s"
              .formatted(number, times(timeline, number)));
    }
    if (timeline.gatheredAt(number) - timeline.began() < 0
        || timeline.submittedAt(number) - timeline.ended() > 0) {
      throw new LedgerException(
          "request %d was not recorded in this batch of %d to %d ns: %s"
              .formatted(number, timeline.began(), timeline.ended(), times(timeline, number)));
    }
  }

  private static String times(Timeline timeline, int number) {
    return "submitted %d, started %d, sent %d, received %d, finished %d, gathered %d ns"
        .formatted(
            timeline.submittedAt(number),
            timeline.startedAt(number),
            timeline.sentAt(number),
            timeline.receivedAt(number),
            timeline.finishedAt(number),
            timeline.gatheredAt(number));
  }
}
