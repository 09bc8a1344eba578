package fanout.worker;

import org.jspecify.annotations.Nullable;

/** Where lanes get what they hand to their workers. Safe for use by many threads. */
interface Work {
  /**
   * Takes what a worker should be handed next.
   *
   * @param books those of the lane that takes it
   * @param mostBytes the longest frame that may be handed over now; what is longer stays
   * @return {@code null} if there is nothing, or nothing that short
   */
  @Nullable Order claim(LaneBooks books, int mostBytes);
}
