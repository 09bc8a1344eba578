package fanout.stub;

import java.nio.charset.StandardCharsets;

/**
 * Reads the heads of HTTP/1.1 requests (RFC 9112) out of byte arrays.
 *
 * <p>Written by hand because the stub must cost the machine less than the client it serves: Netty's
 * codec builds a map of headers and half a dozen objects for each request, of which the stub would
 * look at a number and three flags. The parser keeps its findings in fields; one serves all
 * connections of an event loop.
 */
final class RequestParser {
  /** The value of {@link #parse} when the head's end has not been read yet. */
  static final int INCOMPLETE = -1;

  static final int MAX_HEAD_BYTES = 8192;

  /** The value of {@link #status} for a head that was understood. */
  static final int OK = 200;

  private static final int BAD_REQUEST = 400;
  private static final int HEAD_TOO_LARGE = 431;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int VERSION_NOT_SUPPORTED = 505;

  private static final byte[] HEAD = ascii("head");
  private static final byte[] HTTP_1 = ascii("http/1.");
  private static final byte[] HOST = ascii("host");
  private static final byte[] CONNECTION = ascii("connection");
  private static final byte[] CLOSE = ascii("close");
  private static final byte[] CONTENT_LENGTH = ascii("content-length");
  private static final byte[] EXPECT = ascii("expect");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
  private static final long UNKNOWN = -1;

  private byte[] bytes = {};
  private int status;
  private int number;
  private boolean withoutBody;
  private boolean last;
  private boolean hostSeen;
  private long contentLength;

  /** Returns 200 if the last head was understood, else the status with which to refuse it. */
  int status() {
    return status;
  }

  Request request() {
    return new Request(number, withoutBody, last);
  }

  /** Returns how many bytes of request body follow the head, at least 0. */
  long contentLength() {
    return Math.max(0, contentLength);
  }

  /**
   * Reads one head.
   *
   * @param from the first byte of a request, or of empty lines before it
   * @param to the end of the bytes read so far
   * @return the index after the head, or {@link #INCOMPLETE}
   */
  int parse(byte[] source, int from, int to) {
    bytes = source;
    int start = from;
    while (start < to && (bytes[start] == '\r' || bytes[start] == '\n')) {
      start++;
    }
    reset();
    int lineEnd = indexOf('\n', start, to);
    int line = start;
    for (boolean first = true; lineEnd >= 0; first = false) {
      int textEnd = lineEnd > line && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
      if (!first && textEnd == line) {
        return finish(lineEnd + 1);
      }
      if (first) {
        requestLine(line, textEnd);
      } else {
        headerLine(line, textEnd);
      }
      line = lineEnd + 1;
      lineEnd = indexOf('\n', line, to);
    }
    return to - start > MAX_HEAD_BYTES ? refuseWhole(to) : INCOMPLETE;
  }

  private void reset() {
    status = OK;
    number = 0;
    withoutBody = false;
    last = false;
    hostSeen = false;
    contentLength = UNKNOWN;
  }

  private int finish(int end) {
    if (!hostSeen && !last) { // HTTP/1.0, which knows no Host, is always the last
      refuse(BAD_REQUEST);
    }
    return end;
  }

  private int refuseWhole(int end) {
    status = HEAD_TOO_LARGE;
    return end;
  }

  private void refuse(int reason) {
    if (status == OK) {
      status = reason;
    }
  }

  private void requestLine(int from, int to) {
    int methodEnd = indexOf(' ', from, to);
    int targetEnd = methodEnd < 0 ? -1 : indexOf(' ', methodEnd + 1, to);
    if (targetEnd < 0 || !isToken(from, methodEnd)) {
      refuse(BAD_REQUEST);
      return;
    }
    withoutBody = matches(HEAD, from, methodEnd);
    target(methodEnd + 1, targetEnd);
    version(targetEnd + 1, to);
  }

  private void version(int from, int to) {
    if (to - from != HTTP_1.length + 1 || !matches(HTTP_1, from, to - 1)) {
      refuse(indexOf(' ', from, to) < 0 && to > from ? VERSION_NOT_SUPPORTED : BAD_REQUEST);
      return;
    }
    last = bytes[to - 1] == '0';
  }

  /** Accepts a path, a whole URI as a proxy's client sends it, and the {@code *} of OPTIONS. */
  private void target(int from, int to) {
    int path = from;
    if (path < to && bytes[path] != '/') {
      int authority = indexOf(':', from, to) + 3;
      int slash = authority < 3 ? -1 : indexOf('/', authority, to);
      if (slash < 0) {
        if (to - from != 1 || bytes[from] != '*') {
          refuse(BAD_REQUEST);
        }
        return;
      }
      path = slash;
    }
    if (path == to) {
      refuse(BAD_REQUEST);
      return;
    }
    int query = indexOf('?', path, to);
    number(path + 1, query < 0 ? to : query);
  }

  private void number(int from, int to) {
    long value = decimal(from, to);
    if (value > Integer.MAX_VALUE) {
      refuse(BAD_REQUEST);
    } else if (value >= 0) {
      number = (int) value;
    }
  }

  private void headerLine(int from, int to) {
    int colon = indexOf(':', from, to);
    if (colon < 0 || !isToken(from, colon)) {
      refuse(BAD_REQUEST);
      return;
    }
    if (matches(HOST, from, colon)) {
      hostSeen = true;
    } else if (matches(CONTENT_LENGTH, from, colon)) {
      contentLengthLine(colon + 1, to);
    } else if (matches(CONNECTION, from, colon)) {
      last |= contains(CLOSE, colon + 1, to);
    } else if (matches(EXPECT, from, colon)) {
      last = true; // answered at once: a client may leave its body out then (RFC 9110, 10.1.1)
    } else if (matches(TRANSFER_ENCODING, from, colon)) {
      refuse(NOT_IMPLEMENTED);
    }
  }

  private void contentLengthLine(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isBlank(bytes[start])) {
      start++;
    }
    while (end > start && isBlank(bytes[end - 1])) {
      end--;
    }
    long value = decimal(start, end);
    if (value < 0 || (contentLength != UNKNOWN && contentLength != value)) {
      refuse(BAD_REQUEST);
      return;
    }
    contentLength = value;
  }

  /** Returns the value of a run of digits; UNKNOWN if it is something else; saturates. */
  private long decimal(int from, int to) {
    if (from >= to) {
      return UNKNOWN;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return UNKNOWN;
      }
      value = Math.min(value, Long.MAX_VALUE / 16) * 10 + digit;
    }
    return value;
  }

  private int indexOf(char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Tells whether the bytes are the given lower-case text, whatever their own case. */
  private boolean matches(byte[] lowerCase, int from, int to) {
    if (to - from != lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      if (toLowerCase(bytes[from + i]) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean contains(byte[] lowerCase, int from, int to) {
    for (int i = from; i + lowerCase.length <= to; i++) {
      if (matches(lowerCase, i, i + lowerCase.length)) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether the bytes can be a method or a header's name: visible, and no separators. */
  private boolean isToken(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] <= ' ' || bytes[i] == ':' || bytes[i] == 127) {
        return false;
      }
    }
    return to > from;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static int toLowerCase(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
