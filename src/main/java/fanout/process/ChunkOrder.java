package fanout.process;

import fanout.process.Frame.Chunk;
import fanout.process.Frame.Results;
import java.io.IOException;

/** A chunk of a batch's requests. Its results answer it. */
final class ChunkOrder implements Order {
  private final Dispatch batch;
  private final Chunk chunk;
  private final LaneBooks books;
  private long writtenNanos;

  ChunkOrder(Dispatch batch, Chunk chunk, LaneBooks books) {
    this.batch = batch;
    this.chunk = chunk;
    this.books = books;
  }

  /** Returns which requests these are. */
  Chunk chunk() {
    return chunk;
  }

  @Override
  public boolean isTimed() {
    return chunk.timed();
  }

  @Override
  public void putInto(FrameChannel channel) {
    long beginNanos = chunk.timed() ? System.nanoTime() : 0;
    channel.put(chunk);
    if (chunk.timed()) {
      writtenNanos = System.nanoTime();
      books.encoded(writtenNanos - beginNanos);
    }
  }

  @Override
  public boolean takeAnswer(FrameChannel channel, long frameReadNanos) throws IOException {
    takeResults(channel.take(), frameReadNanos);
    return true;
  }

  private void takeResults(Frame frame, long frameReadNanos) throws BadFrameException {
    if (!(frame instanceof Results got) || !answers(got)) {
      throw new BadFrameException("expected the results of " + chunk + ", got " + frame);
    }
    batch.store(got.first(), got.outcomes());
    books.connections(got.connectionsOpened());
    ChunkTimes times = got.times();
    if (times != null) {
      long shift = books.received(times, writtenNanos, frameReadNanos, System.nanoTime());
      times.placeIn(batch.timeline(), got.first(), shift);
    }
  }

  private boolean answers(Results got) {
    return got.first() == chunk.first()
        && got.outcomes().size() == chunk.count()
        && (got.times() != null) == chunk.timed();
  }
}
