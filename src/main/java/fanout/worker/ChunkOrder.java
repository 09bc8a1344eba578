package fanout.worker;

import fanout.worker.Frame.Chunk;
import fanout.worker.Frame.Injected;
import fanout.worker.Frame.Results;
import fanout.worker.Frame.Stamps;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of a batch's requests. Its results answer it, followed by their stamps if it is timed,
 * and by the worker's account if coordination is added.
 */
final class ChunkOrder implements Order {
  private final Dispatch batch;
  private final Chunk chunk;
  private final LaneBooks books;
  private @Nullable Results results;
  private boolean stamped;
  private boolean injected;
  private long writtenNanos;
  private long readNanos;
  private long decodedNanos;

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
    injected = books.injection().open(batch, channel);
    long beginNanos = chunk.timed() ? System.nanoTime() : 0;
    channel.put(chunk);
    if (chunk.timed()) {
      writtenNanos = System.nanoTime();
      books.encoded(writtenNanos - beginNanos);
    }
  }

  @Override
  public boolean takeAnswer(FrameChannel channel, long frameReadNanos) throws IOException {
    Frame frame = channel.take();
    Results got = results;
    if (got == null) {
      takeResults(frame, frameReadNanos);
    } else if (chunk.timed() && !stamped) {
      takeStamps(frame, got);
    } else {
      takeAccount(frame);
    }
    return results != null && stamped == chunk.timed() && !injected;
  }

  private void takeResults(Frame frame, long frameReadNanos) throws BadFrameException {
    if (!(frame instanceof Results got) || !answers(got)) {
      throw new BadFrameException("expected the results of " + chunk + ", got " + frame);
    }
    results = got;
    readNanos = frameReadNanos;
    batch.store(got.first(), got.outcomes());
    books.connections(got.connectionsOpened());
    decodedNanos = chunk.timed() ? System.nanoTime() : 0;
  }

  private boolean answers(Results got) {
    return got.first() == chunk.first()
        && got.outcomes().size() == chunk.count()
        && (got.times() != null) == chunk.timed();
  }

  private void takeStamps(Frame frame, Results got) throws BadFrameException {
    ChunkTimes times = got.times();
    if (!(frame instanceof Stamps stamps) || times == null) {
      throw new BadFrameException("expected stamps after timed results, got " + frame);
    }
    long shift = books.received(stamps, writtenNanos, readNanos, decodedNanos);
    times.placeIn(batch.timeline(), got.first(), shift);
    stamped = true;
  }

  private void takeAccount(Frame frame) throws BadFrameException {
    if (!(frame instanceof Injected account)) {
      throw new BadFrameException("expected what was injected, got " + frame);
    }
    FarInjection.book(account, batch.timeline().injection());
    injected = false;
  }
}
