package fanout.process;

import fanout.exchange.Exchange;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import fanout.process.Frame.Chunk;
import fanout.process.Frame.Hello;
import fanout.process.Frame.Ping;
import fanout.process.Frame.Pong;
import fanout.process.Frame.Ready;
import fanout.process.Frame.Results;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a worker process does all its life: it takes a chunk, issues its requests in turn and sends
 * their outcomes, until its channel ends; tasks likewise. It is one slot: reading, issuing and
 * writing are done by one thread.
 */
final class WorkerLoop {
  /** What a wake-up of the parent costs, or somewhat more. */
  private static final long MOST_HELD_NANOS = 20_000;

  private final FrameChannel channel;
  private final Exchange exchange;
  private final TaskRunner tasks;
  private final ChunkTimes times = new ChunkTimes();

  /** Indexed by position in the chunk; at least as long as the longest timed chunk so far. */
  private Timeline recording = Timeline.recording(1);

  private Timeline off = Timeline.off(1);

  private long flushedNanos = System.nanoTime();

  WorkerLoop(FrameChannel channel, Exchange exchange) {
    this.channel = channel;
    this.exchange = exchange;
    tasks = new TaskRunner(channel);
  }

  /**
   * Says that it is ready, and serves chunks until the parent closes the channel.
   *
   * @throws BadFrameException if the parent sends what it must not
   * @throws IOException if the channel breaks
   */
  void run() throws IOException {
    channel.send(new Ready(WorkerMain.beganNanos(), System.nanoTime()));
    while (!tasks.backlog().isEmpty() || channel.await()) {
      // Read even for chunks that are not timed, which only decoding tells.
      long readNanos = System.nanoTime();
      Frame stashed = tasks.backlog().poll();
      switch (stashed != null ? stashed : channel.take()) {
        case Ping ping -> channel.put(new Pong(System.nanoTime()));
        case Chunk chunk when chunk.timed() -> serveTimed(chunk, readNanos);
        case Chunk chunk -> serve(chunk);
        case TaskFrame task -> tasks.serve(task);
        case Hello unexpected -> throw unexpected(unexpected);
        case Ready unexpected -> throw unexpected(unexpected);
        case Pong unexpected -> throw unexpected(unexpected);
        case Results unexpected -> throw unexpected(unexpected);
      }
      flushWhenDue();
    }
  }

  private void serve(Chunk chunk) {
    if (off.requests() < chunk.count()) {
      off = Timeline.off(chunk.count());
    }
    Outcome[] outcomes = issue(chunk, off);
    channel.put(
        new Results(chunk.first(), Arrays.asList(outcomes), exchange.connectionsOpened(), null));
  }

  private void serveTimed(Chunk chunk, long readNanos) {
    long decodedNanos = System.nanoTime();
    if (recording.requests() < chunk.count()) {
      recording = Timeline.recording(chunk.count());
    }
    Outcome[] outcomes = issue(chunk, recording);
    times.stamp(readNanos, decodedNanos, recording.finishedAt(chunk.count() - 1));
    times.takeFrom(recording, chunk.count());
    channel.put(
        new Results(chunk.first(), Arrays.asList(outcomes), exchange.connectionsOpened(), times));
  }

  /**
   * Sends results, unless they are young and the next chunk is at hand: then they go together with
   * its results, and the parent is woken once for both. Requests that take longer than a wake-up
   * does never hold results back.
   */
  private void flushWhenDue() throws IOException {
    long now = System.nanoTime();
    if ((tasks.backlog().isEmpty() && !channel.isReady()) || now - flushedNanos > MOST_HELD_NANOS) {
      channel.flush();
      flushedNanos = now;
    }
  }

  private Outcome[] issue(Chunk chunk, Timeline timeline) {
    Outcome[] outcomes = new Outcome[chunk.count()];
    for (int position = 0; position < outcomes.length; position++) {
      int number = chunk.first() + position;
      outcomes[position] = timeline.issue(position, ignored -> exchange.issue(number));
    }
    return outcomes;
  }

  private static BadFrameException unexpected(Frame frame) {
    return new BadFrameException("a worker does not expect " + frame);
  }
}
