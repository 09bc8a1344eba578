package fanout.process;

import fanout.process.Frame.Call;
import fanout.process.Frame.Granted;
import fanout.process.Frame.Hello;
import fanout.process.Frame.Put;
import fanout.process.Frame.Refused;
import fanout.process.Frame.Returned;
import fanout.process.Frame.Take;
import fanout.process.Frame.Threw;
import fanout.process.TaskFailedException.Stage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames as bytes: four bytes of length, one of type, and the type's own fields, all big-endian.
 * The length counts what follows it.
 */
final class FrameCodec {
  /** The bytes of the length that opens each frame. */
  static final int LENGTH_BYTES = Integer.BYTES;

  static final int MAX_LENGTH = 16 << 20;

  /** The most bytes of all values in one frame; what is left holds names and messages. */
  static final int MAX_VALUES = MAX_LENGTH - 4 * Short.MAX_VALUE;

  private static final int MAGIC = 0x46414E4F;
  private static final byte VERSION = 6;

  private static final byte HELLO = 1;
  private static final byte CALL = 2;
  private static final byte RETURNED = 3;
  private static final byte THREW = 4;
  private static final byte PUT = 5;
  private static final byte TAKE = 6;
  private static final byte GRANTED = 7;
  private static final byte REFUSED = 8;

  /** A stage is sent as its index: both sides run the same program. */
  private static final List<Stage> STAGES = List.of(Stage.values());

  /** Length and type. */
  private static final int HEAD_BYTES = LENGTH_BYTES + Byte.BYTES;

  private FrameCodec() {}

  /**
   * Returns the bytes that {@link #encode} will put for a frame; more only where the frame has a
   * text, each character of which counts as three bytes.
   */
  static int roomFor(Frame frame) {
    return HEAD_BYTES
        + switch (frame) {
          case Hello hello -> Integer.BYTES + Byte.BYTES + Long.BYTES;
          case Call call -> Byte.BYTES + roomFor(call.taskClass()) + roomFor(call.arguments());
          case Returned returned -> roomFor(returned.results());
          case Threw threw -> Byte.BYTES + roomFor(threw.thrown()) + roomFor(threw.stackTrace());
          case Put put -> roomFor(put.queue()) + roomFor(put.element());
          case Take take -> roomFor(take.queue());
          case Granted granted -> roomFor(granted.element());
          case Refused refused -> roomFor(refused.why());
        };
  }

  /**
   * Puts a frame, its length included.
   *
   * @param out has at least {@link #roomFor} bytes left
   */
  static void encode(Frame frame, ByteBuffer out) {
    int start = out.position();
    out.putInt(0);
    switch (frame) {
      case Hello hello -> out.put(HELLO).putInt(MAGIC).put(VERSION).putLong(hello.pid());
      case Call call -> {
        out.put(CALL).put((byte) (call.mayHold() ? 1 : 0));
        put(call.taskClass(), out);
        put(call.arguments(), out);
      }
      case Returned returned -> put(returned.results(), out.put(RETURNED));
      case Threw threw -> {
        out.put(THREW).put((byte) STAGES.indexOf(threw.stage()));
        put(threw.thrown(), out);
        put(threw.stackTrace(), out);
      }
      case Put put -> {
        put(put.queue(), out.put(PUT));
        put(put.element(), out);
      }
      case Take take -> put(take.queue(), out.put(TAKE));
      case Granted granted -> put(granted.element(), out.put(GRANTED));
      case Refused refused -> put(refused.why(), out.put(REFUSED));
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
  static Frame decode(ByteBuffer in) throws BadFrameException {
    try {
      byte type = in.get();
      Frame frame = decode(type, in);
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

  private static Frame decode(byte type, ByteBuffer in) throws BadFrameException {
    return switch (type) {
      case HELLO -> hello(in);
      case CALL -> call(in);
      case RETURNED -> new Returned(list(in));
      case THREW -> new Threw(stage(in.get()), text(in), text(in));
      case PUT -> new Put(text(in), bytes(in));
      case TAKE -> new Take(text(in));
      case GRANTED -> new Granted(bytes(in));
      case REFUSED -> new Refused(text(in));
      default -> throw new BadFrameException("frame type " + type + " is unknown");
    };
  }

  private static Hello hello(ByteBuffer in) throws BadFrameException {
    int magic = in.getInt();
    byte version = in.get();
    if (magic != MAGIC || version != VERSION) {
      throw new BadFrameException(
          "expected the hello of protocol version %d, got magic %08x and version %d"
              .formatted(VERSION, magic, version));
    }
    return new Hello(in.getLong());
  }

  private static Call call(ByteBuffer in) throws BadFrameException {
    byte mayHold = in.get();
    if (mayHold != 0 && mayHold != 1) {
      throw new BadFrameException("a flag must be 0 or 1, was " + mayHold);
    }
    return new Call(text(in), mayHold == 1, list(in));
  }

  private static Stage stage(byte code) throws BadFrameException {
    if (code < 0 || code >= STAGES.size()) {
      throw new BadFrameException("stage " + code + " of a task is unknown");
    }
    return STAGES.get(code);
  }

  private static int roomFor(String text) {
    // UTF-8 has at most three bytes for each of Java's characters.
    return Integer.BYTES + 3 * text.length();
  }

  private static int roomFor(byte[] bytes) {
    return Integer.BYTES + bytes.length;
  }

  private static int roomFor(List<byte[]> values) {
    int room = Integer.BYTES;
    for (byte[] value : values) {
      room += roomFor(value);
    }
    return room;
  }

  private static void put(String text, ByteBuffer out) {
    put(text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static void put(byte[] bytes, ByteBuffer out) {
    out.putInt(bytes.length).put(bytes);
  }

  private static void put(List<byte[]> values, ByteBuffer out) {
    out.putInt(values.size());
    for (byte[] value : values) {
      put(value, out);
    }
  }

  private static byte[] bytes(ByteBuffer in) throws BadFrameException {
    byte[] bytes = new byte[checked(in.getInt(), in)];
    in.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer in) throws BadFrameException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static List<byte[]> list(ByteBuffer in) throws BadFrameException {
    // Each value has a length of its own, so there cannot be more values than bytes.
    int count = checked(in.getInt(), in);
    if (count == 1) {
      return List.of(bytes(in));
    }
    List<byte[]> values = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      values.add(bytes(in));
    }
    return values;
  }

  private static int checked(int length, ByteBuffer in) throws BadFrameException {
    if (length < 0 || length > in.remaining()) {
      throw new BadFrameException(
          "a length of %d in a frame with %d bytes left".formatted(length, in.remaining()));
    }
    return length;
  }
}
