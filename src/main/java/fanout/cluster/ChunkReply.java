package fanout.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import fanout.exchange.Outcome;
import fanout.exchange.OutcomeCodec;
import fanout.ledger.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * The outcomes of one chunk. All times are durations since the chunk arrived in the member, so the
 * clocks of the two sides need not agree.
 */
final class ChunkReply implements IdentifiedDataSerializable {
  private int first;
  private Outcome[] outcomes = {};
  private long connectionsOpened;
  private long[] times = {};
  private Spans spans = Spans.NONE;

  // The member's own clock; does not travel.
  private long arrivedNanos;
  private long decodedNanos;
  private long calledNanos;
  private long servedNanos;

  // The driver's own clock; does not travel.
  private long readBeganNanos;
  private long readEndedNanos;
  private int bytes;

  ChunkReply() {}

  /**
   * The times that a chunk was in its member. Durations only, in nanoseconds, at least 0.
   *
   * @param decode decoding the chunk
   * @param queue waiting for the member's own threads, before the first request and after the last
   * @param encode encoding the reply
   * @param stay from the chunk's arrival until the reply had been encoded, requests included
   */
  record Spans(long decode, long queue, long encode, long stay) {
    private static final Spans NONE = new Spans(0, 0, 0, 0);
  }

  /**
   * Holds the outcomes of a chunk.
   *
   * @param times those of its requests' slot on the member's clock; empty if it was not timed
   */
  ChunkReply(ChunkTask task, Outcome[] outcomes, long connectionsOpened, long[] times) {
    this.first = task.first();
    this.outcomes = outcomes;
    this.connectionsOpened = connectionsOpened;
    this.times = times;
    servedNanos = System.nanoTime();
  }

  /** Enters when the chunk arrived, had been decoded, and was begun with; on the member's clock. */
  void arrived(long arrived, long decoded, long called) {
    arrivedNanos = arrived;
    decodedNanos = decoded;
    calledNanos = called;
  }

  int first() {
    return first;
  }

  List<Outcome> outcomes() {
    return List.of(outcomes);
  }

  boolean isTimed() {
    return times.length > 0;
  }

  long connectionsOpened() {
    return connectionsOpened;
  }

  Spans spans() {
    return spans;
  }

  /** Returns the bytes of the reply's own encoding. */
  int bytes() {
    return bytes;
  }

  /** Returns when decoding began, on the driver's clock. */
  long readBeganNanos() {
    return readBeganNanos;
  }

  /** Returns when decoding ended, on the driver's clock. */
  long readEndedNanos() {
    return readEndedNanos;
  }

  /**
   * Enters all times into the batch's timeline.
   *
   * @param arrival when the chunk is taken to have arrived, on the driver's clock
   */
  void placeIn(Timeline timeline, long arrival) {
    for (int position = 0; position < outcomes.length; position++) {
      timeline.place(first + position, times, position, arrival);
    }
  }

  @Override
  public int getFactoryId() {
    return MemberTask.FACTORY;
  }

  @Override
  public int getClassId() {
    return MemberTask.REPLY;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    long beganNanos = System.nanoTime();
    out.writeInt(first);
    out.writeInt(outcomes.length);
    out.writeByteArray(encodedOutcomes());
    out.writeLong(connectionsOpened);
    out.writeInt(times.length);
    for (long time : times) {
      out.writeLong(time - arrivedNanos);
    }
    long endedNanos = System.nanoTime();
    out.writeLong(decodedNanos - arrivedNanos);
    out.writeLong(calledNanos - decodedNanos + beganNanos - servedNanos);
    out.writeLong(endedNanos - beganNanos);
    out.writeLong(endedNanos - arrivedNanos);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    readBeganNanos = System.nanoTime();
    first = in.readInt();
    int count = in.readInt();
    byte[] encoded = in.readByteArray();
    decodeOutcomes(count, encoded == null ? new byte[0] : encoded);
    connectionsOpened = in.readLong();
    int numbers = in.readInt();
    if (numbers != 0 && numbers != count * Timeline.TIMES_OF_SLOT) {
      throw new IOException(numbers + " times for " + count + " requests");
    }
    times = new long[numbers];
    for (int index = 0; index < numbers; index++) {
      times[index] = in.readLong();
    }
    spans = new Spans(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    bytes = encoded == null ? 0 : encoded.length + (numbers + 8) * Long.BYTES;
    readEndedNanos = System.nanoTime();
  }

  private byte[] encodedOutcomes() throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(encoded);
    for (Outcome outcome : outcomes) {
      OutcomeCodec.encode(outcome, out);
    }
    return encoded.toByteArray();
  }

  private void decodeOutcomes(int count, byte[] encoded) throws IOException {
    if (count < 1 || count > encoded.length) {
      throw new IOException(count + " outcomes in " + encoded.length + " bytes");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded));
    outcomes = new Outcome[count];
    for (int position = 0; position < count; position++) {
      outcomes[position] = OutcomeCodec.decode(first + position, in);
    }
  }
}
