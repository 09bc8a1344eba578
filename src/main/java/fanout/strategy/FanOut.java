package fanout.strategy;

import fanout.ledger.ChannelTally;
import fanout.ledger.Timeline;
import java.util.List;

/**
 * One way of issuing a batch of requests. Everything that can be started beforehand (threads,
 * worker processes, clients) is started when the strategy is opened; {@link #issue} is what is
 * timed.
 *
 * <p>Used by one caller at a time.
 */
public interface FanOut extends AutoCloseable {
  /**
   * Issues requests {@code 0} to {@code timeline.requests() - 1}, each exactly once, and returns
   * when the outcome of each is in the caller's hands.
   *
   * @param timeline takes the batch's start and end and the six times of each request
   * @return one outcome for each request; a failed request does not disturb the others
   * @throws InterruptedException if the caller was interrupted; the strategy must then be closed
   */
  Batch issue(Timeline timeline) throws InterruptedException;

  /**
   * Counts the connections opened so far, in worker processes too.
   *
   * @return at least 0
   */
  long connectionsOpened();

  /**
   * Returns the worker processes, whose processor time is part of the client's.
   *
   * @return their process numbers, -1 for one whose processor time cannot be read; none for a
   *     strategy that stays in this process
   */
  default List<Long> workerPids() {
    return List.of();
  }

  /**
   * Returns what the names of the threads begin with that are its slots: in worker processes where
   * there are some, else in this process.
   *
   * @return at most 15 characters, as much as the kernel keeps of a name; empty if slots are not
   *     threads of the kernel, such as virtual threads, so that their states cannot be told
   */
  default String slotThreads() {
    return "";
  }

  /** Returns what has gone through the channels to worker processes so far. */
  default ChannelTally channelTally() {
    return ChannelTally.ZERO;
  }

  /** Ends every thread and process that the strategy started; nothing of it is left afterwards. */
  @Override
  void close();
}
