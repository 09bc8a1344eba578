package fanout.strategy;

import fanout.exchange.Outcome;
import fanout.exchange.OutcomeCodec;
import fanout.ledger.Timeline;
import fanout.process.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of requests that a worker process or a member of a cluster issued, with the far
 * side's times if they were asked for: four for each request, as its slot took them, and when the
 * requests had come, had been decoded, the last had been issued and all had been encoded. Caller
 * and worker read one clock, CLOCK_MONOTONIC; a member has its own.
 */
public final class WorkerReplies {
  static final Codec<WorkerReplies> CODEC = new OfReplies();

  private final Outcome[] outcomes;
  private final long connectionsOpened;
  private final @Nullable Moments moments;
  private final long[] times;
  private long firstNanos;
  private long lastNanos;

  /**
   * The moments of a message in a worker, in nanoseconds.
   *
   * @param read when the requests had come
   * @param decoded when they had been decoded
   * @param issued when the last had been issued
   * @param encoded when the replies had been encoded; 0 before
   */
  public record Moments(long read, long decoded, long issued, long encoded) {}

  /**
   * Holds what became of requests.
   *
   * @param connectionsOpened the connections that the worker has opened so far
   * @param moments when it was done, or {@code null} if no times were asked for
   * @param times started, sent, received and finished of each request, or empty
   */
  WorkerReplies(
      Outcome[] outcomes, long connectionsOpened, @Nullable Moments moments, long[] times) {
    this.outcomes = outcomes;
    this.connectionsOpened = connectionsOpened;
    this.moments = moments;
    this.times = times;
  }

  /** Returns the outcomes, in the order in which the requests were issued. */
  public Outcome[] outcomes() {
    return outcomes;
  }

  /** Returns the connections that the far side has opened so far. */
  public long connectionsOpened() {
    return connectionsOpened;
  }

  /** Returns when it was done, or {@code null} if no times were asked for. */
  public @Nullable Moments moments() {
    return moments;
  }

  /** Returns when decoding began, on the caller's clock. */
  public long firstNanos() {
    return firstNanos;
  }

  /** Returns when decoding had ended, on the caller's clock. */
  public long lastNanos() {
    return lastNanos;
  }

  /** Returns the bytes of the encoding; a failure's detail counts by its characters. */
  public int bytes() {
    int bytes = Integer.BYTES + (1 + times.length) * Long.BYTES + 1;
    for (Outcome outcome : outcomes) {
      bytes += Integer.BYTES + OutcomeCodec.bytesOf(outcome);
    }
    return moments == null ? bytes : bytes + 4 * Long.BYTES;
  }

  /** Returns when the first request was started, on the far side's clock; only if it was timed. */
  public long startedNanos() {
    return times[0];
  }

  /**
   * Enters all requests' times into the batch's timeline.
   *
   * @param shift what makes a time of the far side's clock one of the caller's
   */
  public void placeIn(Timeline timeline, long shift) {
    for (int position = 0; position < outcomes.length; position++) {
      timeline.place(outcomes[position].number(), times, position, shift);
    }
  }

  /** Writes them, and when they had been encoded. */
  public void encode(DataOutput out) throws IOException {
    CODEC.encode(this, out);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IOException if the bytes are no replies to a chunk
   */
  public static WorkerReplies decode(DataInput in) throws IOException {
    return CODEC.decode(in);
  }

  /** Longs go as one array of bytes: a stream takes several times as long for each by itself. */
  private record OfReplies() implements Codec<WorkerReplies> {
    private static final int MOMENTS = 3;

    @Override
    public void encode(WorkerReplies value, DataOutput out) throws IOException {
      out.writeInt(value.outcomes.length);
      out.writeLong(value.connectionsOpened);
      for (Outcome outcome : value.outcomes) {
        out.writeInt(outcome.number());
        OutcomeCodec.encode(outcome, out);
      }
      Moments moments = value.moments;
      out.writeBoolean(moments != null);
      if (moments != null) {
        ByteBuffer longs = ByteBuffer.allocate((value.times.length + MOMENTS) * Long.BYTES);
        longs.asLongBuffer().put(value.times);
        longs.position(value.times.length * Long.BYTES);
        longs.putLong(moments.read).putLong(moments.decoded).putLong(moments.issued);
        out.write(longs.array());
        out.writeLong(System.nanoTime());
      }
    }

    @Override
    public WorkerReplies decode(DataInput in) throws IOException {
      long beganNanos = System.nanoTime();
      int count = in.readInt();
      if (count < 1 || count > Chunk.MAX_SIZE) {
        throw new IOException(count + " outcomes are no reply to a chunk");
      }
      Outcome[] outcomes = new Outcome[count];
      long connectionsOpened = in.readLong();
      for (int position = 0; position < outcomes.length; position++) {
        outcomes[position] = OutcomeCodec.decode(in.readInt(), in);
      }
      Moments moments = null;
      long[] times = {};
      if (in.readBoolean()) {
        times = new long[outcomes.length * Timeline.TIMES_OF_SLOT];
        byte[] bytes = new byte[(times.length + MOMENTS) * Long.BYTES];
        in.readFully(bytes);
        ByteBuffer longs = ByteBuffer.wrap(bytes);
        longs.asLongBuffer().get(times);
        longs.position(times.length * Long.BYTES);
        moments = new Moments(longs.getLong(), longs.getLong(), longs.getLong(), in.readLong());
      }
      WorkerReplies replies = new WorkerReplies(outcomes, connectionsOpened, moments, times);
      replies.firstNanos = beganNanos;
      replies.lastNanos = System.nanoTime();
      return replies;
    }
  }
}
