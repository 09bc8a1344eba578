package fanout.process;

import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The outcome of one request as bytes: a tag, and what belongs to a reply or to a failure. */
public final class OutcomeCodec {
  /** Longer details of failures are cut: they are one line for a person. */
  static final int MAX_DETAIL_CHARS = 300;

  /** UTF-8 has at most three bytes for each of Java's characters. */
  static final int MAX_DETAIL_BYTES = 3 * MAX_DETAIL_CHARS;

  private static final byte REPLY = 0;
  private static final byte FAILURE = 1;
  private static final int REPLY_BYTES = 1 + Integer.BYTES + Long.BYTES;
  private static final int FAILURE_BYTES = 1 + 1 + Short.BYTES;

  /** The bytes of the shortest outcome. */
  static final int MIN_BYTES = FAILURE_BYTES;

  private OutcomeCodec() {}

  /** Returns the bytes that {@link #encode} will put, or some more. */
  public static int roomFor(Outcome outcome) {
    return switch (outcome) {
      case Reply reply -> REPLY_BYTES;
      case Failure failure ->
          FAILURE_BYTES + Math.min(MAX_DETAIL_BYTES, 3 * failure.detail().length());
    };
  }

  /** Puts an outcome, without its request's number. */
  public static void encode(Outcome outcome, ByteBuffer out) {
    switch (outcome) {
      case Reply reply -> out.put(REPLY).putInt(reply.status()).putLong(reply.length());
      case Failure failure -> {
        byte[] detail = cut(failure.detail()).getBytes(StandardCharsets.UTF_8);
        out.put(FAILURE).put(code(failure.kind())).putShort((short) detail.length).put(detail);
      }
    }
  }

  /**
   * Takes the outcome of one request.
   *
   * @param number the number of the request
   * @throws BadFrameException if the bytes are no outcome
   * @throws java.nio.BufferUnderflowException if there are too few
   */
  public static Outcome decode(int number, ByteBuffer in) throws BadFrameException {
    byte tag = in.get();
    return switch (tag) {
      case REPLY -> new Reply(number, in.getInt(), in.getLong());
      case FAILURE -> new Failure(number, kind(in.get()), detail(in));
      default -> throw new BadFrameException("outcome tag " + tag + " is unknown");
    };
  }

  private static String cut(String detail) {
    return detail.length() <= MAX_DETAIL_CHARS ? detail : detail.substring(0, MAX_DETAIL_CHARS);
  }

  private static String detail(ByteBuffer in) throws BadFrameException {
    int length = Short.toUnsignedInt(in.getShort());
    if (length > MAX_DETAIL_BYTES || length > in.remaining()) {
      throw new BadFrameException(
          "a failure's detail of %d bytes, of at most %d and with %d left"
              .formatted(length, MAX_DETAIL_BYTES, in.remaining()));
    }
    byte[] detail = new byte[length];
    in.get(detail);
    return new String(detail, StandardCharsets.UTF_8);
  }

  private static byte code(Failure.Kind kind) {
    return switch (kind) {
      case STATUS -> 1;
      case NUMBER -> 2;
      case LENGTH -> 3;
      case TRUNCATED -> 4;
      case TIMEOUT -> 5;
      case CONNECTION -> 6;
      case INTERRUPTED -> 7;
      case WORKER_DIED -> 8;
      case NOT_ISSUED -> 9;
      case MEMBER_LOST -> 10;
    };
  }

  private static Failure.Kind kind(byte code) throws BadFrameException {
    for (Failure.Kind kind : Failure.Kind.values()) {
      if (code(kind) == code) {
        return kind;
      }
    }
    throw new BadFrameException("failure kind " + code + " is unknown");
  }
}
