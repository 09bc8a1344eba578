package fanout.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes replies. All that replies have in common is formatted once; for each request only its
 * number is added, so that a reply is one buffer and one system call.
 *
 * <p>There is no {@code Date} header: RFC 9110 (6.6.1) wants one from servers with a clock, but a
 * client has no use for it here, and it would make replies to the same request differ.
 */
final class Replies {
  private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
  private static final byte[] CLOSE = ascii("\r\nConnection: close");
  private static final int MAX_DIGITS = 10;

  private final byte[] success;
  private final byte[] wrongLength;
  private final byte[] serverError;
  private final byte[] body;
  private final int bodyBytes;

  Replies(int bodyBytes) {
    this.bodyBytes = bodyBytes;
    success = head("200 OK", bodyBytes);
    wrongLength = head("200 OK", bodyBytes + 1);
    serverError = head("500 Internal Server Error", 0);
    body = new byte[bodyBytes + 1];
    Arrays.fill(body, (byte) 'x');
  }

  /** The reply that was asked for. */
  ByteBuf success(ByteBufAllocator allocator, Request request) {
    return write(allocator, success, request, request.withoutBody() ? 0 : bodyBytes);
  }

  /** A reply with one byte more than was asked for. */
  ByteBuf wrongLength(ByteBufAllocator allocator, Request request) {
    return write(allocator, wrongLength, request, request.withoutBody() ? 0 : bodyBytes + 1);
  }

  ByteBuf serverError(ByteBufAllocator allocator, Request request) {
    return write(allocator, serverError, request, 0);
  }

  /** The reply that was asked for without the second half of its body, or of its head's end. */
  ByteBuf partOfSuccess(ByteBufAllocator allocator, Request request) {
    ByteBuf reply = success(allocator, request);
    int missing = request.withoutBody() ? END_OF_HEAD.length / 2 : bodyBytes - bodyBytes / 2;
    return reply.writerIndex(reply.writerIndex() - missing);
  }

  /** A body alone, of at most one byte more than was asked for. */
  ByteBuf body(ByteBufAllocator allocator, int length) {
    return allocator.directBuffer(Math.max(1, length)).writeBytes(body, 0, length);
  }

  /** The reply to a request that was not understood. */
  static ByteBuf refusal(ByteBufAllocator allocator, int status) {
    String text = "HTTP/1.1 " + status + " \r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    return allocator.directBuffer(text.length()).writeBytes(ascii(text));
  }

  private ByteBuf write(ByteBufAllocator allocator, byte[] head, Request request, int length) {
    ByteBuf reply =
        allocator.directBuffer(
            head.length + MAX_DIGITS + CLOSE.length + END_OF_HEAD.length + length);
    reply.writeBytes(head);
    writeDecimal(reply, request.number());
    if (request.last()) {
      reply.writeBytes(CLOSE);
    }
    return reply.writeBytes(END_OF_HEAD).writeBytes(body, 0, length);
  }

  private static void writeDecimal(ByteBuf reply, int number) {
    int divisor = 1;
    while (number / divisor >= 10) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      reply.writeByte('0' + number / divisor % 10);
    }
  }

  private static byte[] head(String status, int contentLength) {
    return ascii(
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + contentLength
            + "\r\nRequest-Number: ");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
