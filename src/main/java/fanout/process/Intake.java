package fanout.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a lane's thread does with the answers of its worker: it takes them in, and hands over what
 * comes next.
 *
 * @param channel where frames come from
 * @param desk what the worker has been handed
 * @param tasks what it does beside batches
 */
record Intake(FrameChannel channel, Desk desk, TaskBoard tasks) {
  /**
   * Takes all frames that are there.
   *
   * @param batch the one that is under way, or the last; {@code null} before the first
   */
  void receive(@Nullable Dispatch batch) throws IOException {
    // All that have come first, so that what is handed on goes with one write.
    do {
      takeAnswer();
    } while (channel.isReady());
    if (batch != null && desk.fill(batch) == 0 && desk.isClear()) {
      batch.laneDone();
    }
    if (tasks.anyWaits()) {
      desk.fill(tasks);
    }
  }

  private void takeAnswer() throws IOException {
    Order order = desk.oldest();
    if (order == null) {
      throw new BadFrameException("no frame was expected, got " + channel.take());
    }
    long readNanos = order.isTimed() ? System.nanoTime() : 0;
    if (order.takeAnswer(channel, readNanos)) {
      desk.clearOldest();
    }
  }
}
