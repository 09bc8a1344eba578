package fanout.exchange;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The outcome of one request as bytes: a tag, and what belongs to a reply or to a failure. */
public final class OutcomeCodec {
  /** Longer details of failures are cut: they are one line for a person. */
  static final int MAX_DETAIL_CHARS = 300;

  /** UTF-8 has at most three bytes for each of Java's characters. */
  static final int MAX_DETAIL_BYTES = 3 * MAX_DETAIL_CHARS;

  private static final byte REPLY = 0;
  private static final byte FAILURE = 1;

  /** A kind is sent as its index: both sides run the same build. */
  private static final List<Failure.Kind> KINDS = List.of(Failure.Kind.values());

  private OutcomeCodec() {}

  /** Returns the bytes of an outcome; a failure's detail counts by its characters. */
  public static int bytesOf(Outcome outcome) {
    return switch (outcome) {
      case Reply reply -> 1 + Integer.BYTES + Long.BYTES;
      case Failure failure -> 2 + Short.BYTES + cut(failure.detail()).length();
    };
  }

  /** Puts an outcome, without its request's number. */
  public static void encode(Outcome outcome, DataOutput out) throws IOException {
    switch (outcome) {
      case Reply reply -> {
        out.writeByte(REPLY);
        out.writeInt(reply.status());
        out.writeLong(reply.length());
      }
      case Failure failure -> {
        byte[] detail = cut(failure.detail()).getBytes(StandardCharsets.UTF_8);
        out.writeByte(FAILURE);
        out.writeByte(KINDS.indexOf(failure.kind()));
        out.writeShort(detail.length);
        out.write(detail);
      }
    }
  }

  /**
   * Takes the outcome of one request.
   *
   * @param number the number of the request
   * @throws IOException if the bytes are no outcome, or end before it does
   */
  public static Outcome decode(int number, DataInput in) throws IOException {
    byte tag = in.readByte();
    return switch (tag) {
      case REPLY -> new Reply(number, in.readInt(), in.readLong());
      case FAILURE -> new Failure(number, kind(in.readByte()), detail(in));
      default -> throw new IOException("outcome tag " + tag + " is unknown");
    };
  }

  private static String cut(String detail) {
    return detail.length() <= MAX_DETAIL_CHARS ? detail : detail.substring(0, MAX_DETAIL_CHARS);
  }

  private static String detail(DataInput in) throws IOException {
    int length = in.readUnsignedShort();
    if (length > MAX_DETAIL_BYTES) {
      throw new IOException(
          "a failure's detail of %d bytes, of at most %d".formatted(length, MAX_DETAIL_BYTES));
    }
    byte[] detail = new byte[length];
    in.readFully(detail);
    return new String(detail, StandardCharsets.UTF_8);
  }

  private static Failure.Kind kind(byte code) throws IOException {
    if (code < 0 || code >= KINDS.size()) {
      throw new IOException("failure kind " + code + " is unknown");
    }
    return KINDS.get(code);
  }
}
