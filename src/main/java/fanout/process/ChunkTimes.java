package fanout.process;

import fanout.ledger.Timeline;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The times that a worker tells of one chunk, on its own clock: when the chunk's frame had been
 * read, when that had been decoded, when the last request had finished, and when the results had
 * been encoded; and for each request the four times that its slot takes: started, sent, received,
 * finished. Used again for chunk after chunk, so that timing allocates nothing.
 */
final class ChunkTimes {
  private static final int STARTED = 0;
  private static final int SENT = 1;
  private static final int RECEIVED = 2;
  private static final int FINISHED = 3;
  private static final int PER_REQUEST = 4;
  private static final int PER_CHUNK = 4;

  private long[] times = new long[PER_REQUEST];
  private int count;
  private long readNanos;
  private long decodedNanos;
  private long issuedNanos;
  private long encodedNanos;

  /** Returns the bytes that the times of a chunk take. */
  static int bytesFor(int requests) {
    return (requests * PER_REQUEST + PER_CHUNK) * Long.BYTES;
  }

  /** Takes the chunk's own times, the last of which comes with encoding. */
  void stamp(long read, long decoded, long issued) {
    readNanos = read;
    decodedNanos = decoded;
    issuedNanos = issued;
  }

  /** Takes the times of a timeline's first {@code requests} requests. */
  void takeFrom(Timeline timeline, int requests) {
    resize(requests);
    for (int position = 0; position < requests; position++) {
      int at = position * PER_REQUEST;
      times[at + STARTED] = timeline.startedAt(position);
      times[at + SENT] = timeline.sentAt(position);
      times[at + RECEIVED] = timeline.receivedAt(position);
      times[at + FINISHED] = timeline.finishedAt(position);
    }
  }

  /** Puts all times, and last of all the time it is then. */
  void encode(ByteBuffer out) {
    for (int index = 0; index < count * PER_REQUEST; index++) {
      out.putLong(times[index]);
    }
    out.putLong(readNanos).putLong(decodedNanos).putLong(issuedNanos).putLong(System.nanoTime());
  }

  /** Takes what {@link #encode} put for so many requests; what was there is lost. */
  void decode(int requests, ByteBuffer in) {
    resize(requests);
    for (int index = 0; index < count * PER_REQUEST; index++) {
      times[index] = in.getLong();
    }
    readNanos = in.getLong();
    decodedNanos = in.getLong();
    issuedNanos = in.getLong();
    encodedNanos = in.getLong();
  }

  /** Returns when the chunk's frame had been read. */
  long readNanos() {
    return readNanos;
  }

  /** Returns how long decoding the chunk took. */
  long decodeNanos() {
    return decodedNanos - readNanos;
  }

  /** Returns how long encoding the results took. */
  long encodeNanos() {
    return encodedNanos - issuedNanos;
  }

  /** Returns when the results had been encoded, just before they were written. */
  long encodedNanos() {
    return encodedNanos;
  }

  /**
   * Enters all requests' times into the batch's timeline.
   *
   * @param first the number of the chunk's first request
   * @param shiftNanos what to add to come from the worker's clock to this process's
   */
  void placeIn(Timeline timeline, int first, long shiftNanos) {
    for (int position = 0; position < count; position++) {
      int at = position * PER_REQUEST;
      timeline.place(
          first + position,
          times[at + STARTED] + shiftNanos,
          times[at + SENT] + shiftNanos,
          times[at + RECEIVED] + shiftNanos,
          times[at + FINISHED] + shiftNanos);
    }
  }

  private void resize(int requests) {
    count = requests;
    if (times.length < requests * PER_REQUEST) {
      times = new long[requests * PER_REQUEST];
    }
  }

  /** Returns all that it is told; not when it was encoded. */
  @Override
  public String toString() {
    return "%d, %d, %d, %s"
        .formatted(
            readNanos,
            decodedNanos,
            issuedNanos,
            Arrays.toString(Arrays.copyOf(times, count * PER_REQUEST)));
  }
}
