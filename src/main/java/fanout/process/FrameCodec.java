package fanout.process;

import fanout.exchange.Outcome;
import fanout.process.Frame.Chunk;
import fanout.process.Frame.Hello;
import fanout.process.Frame.Ping;
import fanout.process.Frame.Pong;
import fanout.process.Frame.Ready;
import fanout.process.Frame.Results;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Frames as bytes: four bytes of length, one of type, and the type's own fields, all big-endian.
 * The length counts what follows it. Not safe for use by many threads: each channel has its own.
 */
final class FrameCodec {
  /** The bytes of the length that opens each frame. */
  static final int LENGTH_BYTES = Integer.BYTES;

  /** The largest length: {@link #MAX_REQUESTS} timed failures with the longest detail fit. */
  static final int MAX_LENGTH = 16 << 20;

  /** The most requests in one chunk. */
  static final int MAX_REQUESTS = 16_384;

  private static final int MAGIC = 0x46414E4F;
  private static final byte VERSION = 4;

  private static final byte HELLO = 1;
  private static final byte READY = 2;
  private static final byte PING = 3;
  private static final byte PONG = 4;
  private static final byte CHUNK = 5;
  private static final byte RESULTS = 6;

  /** Room for every frame but results: type and the largest fixed part. */
  private static final int FIXED_BYTES = LENGTH_BYTES + 1 + 4 * Long.BYTES;

  private final ChunkTimes decodedTimes = new ChunkTimes();

  /** Returns the bytes that {@link #encode} will put for a frame, or some more. */
  static int roomFor(Frame frame) {
    if (frame instanceof TaskFrame task) {
      return LENGTH_BYTES + TaskFrameCodec.roomFor(task);
    }
    if (!(frame instanceof Results results)) {
      return FIXED_BYTES;
    }
    int room = FIXED_BYTES;
    for (Outcome outcome : results.outcomes()) {
      room += OutcomeCodec.roomFor(outcome);
    }
    return results.times() == null ? room : room + ChunkTimes.bytesFor(results.outcomes().size());
  }

  /**
   * Puts a frame, its length included. Timed results end with the time at which the rest of them
   * had been encoded.
   *
   * @param out has at least {@link #roomFor} bytes left
   */
  static void encode(Frame frame, ByteBuffer out) {
    int start = out.position();
    out.putInt(0);
    switch (frame) {
      case Hello hello -> out.put(HELLO).putInt(MAGIC).put(VERSION).putLong(hello.pid());
      case Ready ready -> out.put(READY).putLong(ready.mainNanos()).putLong(ready.openNanos());
      case Ping ping -> out.put(PING);
      case Pong pong -> out.put(PONG).putLong(pong.clockNanos());
      case Chunk chunk ->
          out.put(CHUNK).putInt(chunk.first()).putInt(chunk.count()).put(flag(chunk.timed()));
      case Results results -> encodeResults(results, out);
      case TaskFrame task -> TaskFrameCodec.encode(task, out);
    }
    out.putInt(start, out.position() - start - LENGTH_BYTES);
  }

  /**
   * Checks a frame's length before anything is allocated for it.
   *
   * @throws BadFrameException if it is below 1 or above {@link #MAX_LENGTH}
   */
  static int checkLength(int length) throws BadFrameException {
    if (length < 1 || length > MAX_LENGTH) {
      throw new BadFrameException(
          "frame length must be from 1 to " + MAX_LENGTH + ", was " + length);
    }
    return length;
  }

  /**
   * Takes one frame.
   *
   * @param in holds exactly the bytes that follow the length
   * @throws BadFrameException if they are no frame, too few or too many
   */
  Frame decode(ByteBuffer in) throws BadFrameException {
    try {
      byte type = in.get();
      Frame frame =
          switch (type) {
            case HELLO -> decodeHello(in);
            case READY -> new Ready(in.getLong(), in.getLong());
            case PING -> new Ping();
            case PONG -> new Pong(in.getLong());
            case CHUNK -> decodeChunk(in);
            case RESULTS -> decodeResults(in);
            default -> TaskFrameCodec.decode(type, in);
          };
      if (in.hasRemaining()) {
        throw new BadFrameException(in.remaining() + " bytes trail a frame of type " + type);
      }
      return frame;
    } catch (BufferUnderflowException e) {
      BadFrameException bad = new BadFrameException("a frame ends before its last field");
      bad.initCause(e);
      throw bad;
    }
  }

  private static void encodeResults(Results results, ByteBuffer out) {
    ChunkTimes times = results.times();
    out.put(RESULTS).putInt(results.first()).putInt(results.outcomes().size());
    out.putLong(results.connectionsOpened()).put(flag(times != null));
    for (Outcome outcome : results.outcomes()) {
      OutcomeCodec.encode(outcome, out);
    }
    if (times != null) {
      times.encode(out);
    }
  }

  private static Hello decodeHello(ByteBuffer in) throws BadFrameException {
    int magic = in.getInt();
    byte version = in.get();
    if (magic != MAGIC || version != VERSION) {
      throw new BadFrameException(
          "expected the hello of protocol version %d, got magic %08x and version %d"
              .formatted(VERSION, magic, version));
    }
    return new Hello(in.getLong());
  }

  private static Chunk decodeChunk(ByteBuffer in) throws BadFrameException {
    int first = in.getInt();
    int count = checkRange(first, in.getInt());
    return new Chunk(first, count, decodeFlag(in));
  }

  private Results decodeResults(ByteBuffer in) throws BadFrameException {
    int first = in.getInt();
    int count = checkRange(first, in.getInt());
    long connectionsOpened = in.getLong();
    boolean timed = decodeFlag(in);
    int least = count * OutcomeCodec.MIN_BYTES + (timed ? ChunkTimes.bytesFor(count) : 0);
    if (in.remaining() < least) {
      throw new BadFrameException(
          "results of %d requests in %d bytes".formatted(count, in.remaining()));
    }
    Outcome[] outcomes = new Outcome[count];
    for (int position = 0; position < count; position++) {
      outcomes[position] = OutcomeCodec.decode(first + position, in);
    }
    if (timed) {
      decodedTimes.decode(count, in);
    }
    return new Results(
        first, Arrays.asList(outcomes), connectionsOpened, timed ? decodedTimes : null);
  }

  private static int checkRange(int first, int count) throws BadFrameException {
    if (first < 0 || count < 1 || count > MAX_REQUESTS || first > Integer.MAX_VALUE - count) {
      throw new BadFrameException(
          "%d requests from number %d on are no chunk".formatted(count, first));
    }
    return count;
  }

  private static byte flag(boolean value) {
    return (byte) (value ? 1 : 0);
  }

  private static boolean decodeFlag(ByteBuffer in) throws BadFrameException {
    byte flag = in.get();
    if (flag != 0 && flag != 1) {
      throw new BadFrameException("a flag must be 0 or 1, was " + flag);
    }
    return flag == 1;
  }
}
