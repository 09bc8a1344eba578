package fanout.process;

import java.io.IOException;

/** One piece of work in a worker's hands: its frames there, and the frames that answer it. */
interface Order {
  /** Encodes it into a channel, which is flushed later. */
  void putInto(FrameChannel channel);

  /** Tells whether the moment at which an answer was read is of interest. */
  boolean isTimed();

  /**
   * Takes the next frame that came from the worker.
   *
   * @param channel where the frame waits to be decoded
   * @param readNanos when it had been read, if that is of interest
   * @return whether this was the last that answers it
   * @throws BadFrameException if it is no answer to this
   */
  boolean takeAnswer(FrameChannel channel, long readNanos) throws IOException;
}
