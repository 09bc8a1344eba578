package fanout.cluster;

import java.nio.ByteBuffer;

/**
 * The size limit of packets between members. The engine allocates what a packet's header announces,
 * before it knows who is there: 14 bytes from anybody would take 2 GB. (It has such a limit of its
 * own for clients that it does not know yet.)
 */
final class PacketLimit {
  /**
   * The most bytes of a packet. Members send each other nothing but who they are, some 400 bytes
   * each.
   */
  static final int BYTES = 256 << 10;

  /** Version, flags and partition; then the size. */
  private static final int SIZE_OFFSET = Byte.BYTES + Character.BYTES + Integer.BYTES;

  private static final int HEADER_BYTES = SIZE_OFFSET + Integer.BYTES;

  /** Bytes of the last packet that have not come yet. */
  private int missing;

  /**
   * Checks the headers in what has come, before the engine reads it.
   *
   * @param received from 0 up to its position; begins with what the engine has not read yet, which
   *     is less than a header
   * @throws IllegalStateException if a packet announces a size that no member sends
   */
  void check(ByteBuffer received) {
    int end = received.position();
    int header = missing;
    while (header <= end - HEADER_BYTES) {
      int size = received.getInt(header + SIZE_OFFSET);
      if (size < 0 || size > BYTES) {
        throw new IllegalStateException(
            "a packet of %d bytes was announced, members send at most %d".formatted(size, BYTES));
      }
      header += HEADER_BYTES + size;
    }
    missing = Math.max(0, header - end);
  }
}
