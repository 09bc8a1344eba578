package fanout.process;

import org.jspecify.annotations.Nullable;

/** Where lanes get what they hand to their workers. Safe for use by many threads. */
interface Work {
  /**
   * Returns how much of what is left one worker may have at once, so that all get some of it and
   * none has much when the others have nothing: guided self-scheduling's share, what is left ÷
   * workers.
   *
   * @return orders, at least 1
   */
  int share();

  /**
   * Takes what a worker should be handed next.
   *
   * @param desk the worker's
   * @param mostBytes the longest frame that may be handed over now; what is longer stays
   * @return {@code null} if there is nothing, or nothing that short
   */
  @Nullable Order claim(Desk desk, int mostBytes);
}
