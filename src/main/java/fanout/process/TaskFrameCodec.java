package fanout.process;

import fanout.process.TaskFrame.Call;
import fanout.process.TaskFrame.Granted;
import fanout.process.TaskFrame.Put;
import fanout.process.TaskFrame.Refused;
import fanout.process.TaskFrame.Returned;
import fanout.process.TaskFrame.Take;
import fanout.process.TaskFrame.Threw;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The frames of tasks and queues as bytes: their types and fields, without the length. */
final class TaskFrameCodec {
  /** The lowest type; lower ones are {@link FrameCodec}'s own. */
  static final byte FIRST = 32;

  private static final byte CALL = FIRST;
  private static final byte RETURNED = FIRST + 1;
  private static final byte THREW = FIRST + 2;
  private static final byte PUT = FIRST + 3;
  private static final byte TAKE = FIRST + 4;
  private static final byte GRANTED = FIRST + 5;
  private static final byte REFUSED = FIRST + 6;

  /** Type, counts and the like. */
  private static final int FIXED_BYTES = 16;

  private TaskFrameCodec() {}

  /** Returns the bytes that {@link #encode} will put for a frame, or some more. */
  static int roomFor(TaskFrame frame) {
    return FIXED_BYTES
        + switch (frame) {
          case Call call -> roomFor(call.taskClass()) + roomFor(call.arguments());
          case Returned returned -> roomFor(returned.results());
          case Threw threw -> roomFor(threw.thrown()) + roomFor(threw.stackTrace());
          case Put put -> roomFor(put.queue()) + put.element().remaining();
          case Take take -> roomFor(take.queue());
          case Granted granted -> granted.element().remaining();
          case Refused refused -> roomFor(refused.why());
        };
  }

  /**
   * Puts a frame's type and fields.
   *
   * @param out has at least {@link #roomFor} bytes left
   */
  static void encode(TaskFrame frame, ByteBuffer out) {
    switch (frame) {
      case Call call -> {
        out.put(CALL);
        put(call.taskClass(), out);
        put(call.arguments(), out);
      }
      case Returned returned -> put(returned.results(), out.put(RETURNED));
      case Threw threw -> {
        out.put(THREW).putInt(threw.position()).put(code(threw.stage()));
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
  }

  /**
   * Takes a frame's fields.
   *
   * @param type its type, which has been read
   * @throws BadFrameException if the bytes are no such frame
   * @throws java.nio.BufferUnderflowException if there are too few
   */
  static TaskFrame decode(byte type, ByteBuffer in) throws BadFrameException {
    return switch (type) {
      case CALL -> new Call(text(in), list(in));
      case RETURNED -> new Returned(list(in));
      case THREW -> new Threw(in.getInt(), stage(in.get()), text(in), text(in));
      case PUT -> new Put(text(in), ByteBuffer.wrap(bytes(in)));
      case TAKE -> new Take(text(in));
      case GRANTED -> new Granted(ByteBuffer.wrap(bytes(in)));
      case REFUSED -> new Refused(text(in));
      default -> throw new BadFrameException("frame type " + type + " is unknown");
    };
  }

  private static int roomFor(String text) {
    // UTF-8 has at most three bytes for each of Java's characters.
    return Integer.BYTES + 3 * text.length();
  }

  private static int roomFor(List<byte[]> values) {
    int room = Integer.BYTES;
    for (byte[] value : values) {
      room += Integer.BYTES + value.length;
    }
    return room;
  }

  private static void put(String text, ByteBuffer out) {
    put(text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static void put(byte[] bytes, ByteBuffer out) {
    out.putInt(bytes.length).put(bytes);
  }

  private static void put(ByteBuffer bytes, ByteBuffer out) {
    out.putInt(bytes.remaining()).put(bytes.duplicate());
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

  private static TaskFailedException.Stage stage(byte code) throws BadFrameException {
    for (TaskFailedException.Stage stage : TaskFailedException.Stage.values()) {
      if (code(stage) == code) {
        return stage;
      }
    }
    throw new BadFrameException("stage " + code + " of a task is unknown");
  }

  private static byte code(TaskFailedException.Stage stage) {
    return switch (stage) {
      case LOADING -> 1;
      case DECODING -> 2;
      case RUNNING -> 3;
      case ENCODING -> 4;
      case RETURNING -> 5;
    };
  }
}
