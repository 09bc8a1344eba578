package fanout.process;

import fanout.exchange.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What travels between the parent and a worker process. A worker opens with {@link Hello} and, once
 * its exchange is open, {@link Ready}; it answers {@link Ping} with {@link Pong} and {@link Chunk}
 * with {@link Results}. {@link TaskFrame}s carry tasks. End of file on its standard input tells it
 * to end.
 */
sealed interface Frame
    permits Frame.Hello,
        Frame.Ready,
        Frame.Ping,
        Frame.Pong,
        Frame.Chunk,
        Frame.Results,
        TaskFrame {
  /**
   * A worker's first frame; its encoding opens with a magic number and the version of the protocol.
   *
   * @param pid the worker's process number
   */
  record Hello(long pid) implements Frame {}

  /**
   * A worker's exchange is open and it waits for its first chunk.
   *
   * @param mainNanos when its first own code ran, on the worker's clock
   * @param openNanos when its exchange was open, on the worker's clock
   */
  record Ready(long mainNanos, long openNanos) implements Frame {}

  /** Asks a worker for its clock. */
  record Ping() implements Frame {}

  /**
   * A worker's clock.
   *
   * @param clockNanos what {@link System#nanoTime()} returned in the worker
   */
  record Pong(long clockNanos) implements Frame {}

  /**
   * Requests {@code first} to {@code first + count - 1}, to be issued in turn.
   *
   * @param first the first request's number, at least 0
   * @param count how many, at least 1 and at most {@link FrameCodec#MAX_REQUESTS}
   * @param timed whether the results must carry times
   */
  record Chunk(int first, int count, boolean timed) implements Frame {}

  /**
   * What became of one chunk.
   *
   * @param first the first request's number
   * @param outcomes the outcomes of the requests from {@code first} on, in order
   * @param connectionsOpened the connections that the worker has opened so far, at least 0
   * @param times the chunk's times on the worker's clock, or {@code null} if it was not timed; on
   *     the receiving side they hold until the channel's next results
   */
  record Results(
      int first, List<Outcome> outcomes, long connectionsOpened, @Nullable ChunkTimes times)
      implements Frame {}
}
