package fanout.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import fanout.ledger.Injection;
import java.io.IOException;
import java.util.UUID;

/**
 * Requests {@code first} to {@code first + count - 1}, to be issued in turn on one slot. Its number
 * within the slot's session lets a member refuse what it has been given before.
 */
final class ChunkTask extends MemberTask<ChunkReply> {
  /** The bytes of a task's fields. */
  static final int BYTES = 2 * Long.BYTES + 3 * Integer.BYTES + 2 * Long.BYTES + 3;

  private UUID session = new UUID(0, 0);
  private int slot;
  private long sequence;
  private int first;
  private int count;
  private boolean timed;
  private boolean opensBatch;
  private byte place;
  private long amountNanos;

  // Each side keeps its own two, which do not travel.
  private long beganNanos;
  private long endedNanos;

  ChunkTask() {}

  /**
   * Asks for a chunk.
   *
   * @param slot the slot's index within the member's session
   * @param sequence above that of the slot's last chunk
   * @param range the requests
   * @param timed whether times are wanted
   * @param opensBatch whether it is the slot's first of a batch
   * @param injection what is added to the batch
   */
  ChunkTask(
      UUID session,
      int slot,
      long sequence,
      Range range,
      boolean timed,
      boolean opensBatch,
      Injection injection) {
    this.session = session;
    this.slot = slot;
    this.sequence = sequence;
    this.first = range.first();
    this.count = range.count();
    this.timed = timed;
    this.opensBatch = opensBatch;
    this.place = Wire.code(injection);
    this.amountNanos = injection.amountNanos();
  }

  @Override
  public ChunkReply call() {
    long calledNanos = System.nanoTime();
    ChunkReply reply = sessions().get(session).serve(this);
    reply.arrived(beganNanos, endedNanos, calledNanos);
    return reply;
  }

  int slot() {
    return slot;
  }

  long sequence() {
    return sequence;
  }

  int first() {
    return first;
  }

  int count() {
    return count;
  }

  boolean timed() {
    return timed;
  }

  boolean opensBatch() {
    return opensBatch;
  }

  /** Returns what the slot adds to its requests of this batch. */
  Injection injection() {
    return Wire.injection(place, amountNanos);
  }

  /** Returns when encoding, or in a member decoding, began; on this process's clock. */
  long beganNanos() {
    return beganNanos;
  }

  /** Returns when encoding, or in a member decoding, ended; on this process's clock. */
  long endedNanos() {
    return endedNanos;
  }

  @Override
  public int getClassId() {
    return TaskFactory.CHUNK;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    beganNanos = System.nanoTime();
    Wire.write(session, out);
    out.writeInt(slot);
    out.writeLong(sequence);
    out.writeInt(first);
    out.writeInt(count);
    out.writeBoolean(timed);
    out.writeBoolean(opensBatch);
    out.writeByte(place);
    out.writeLong(amountNanos);
    endedNanos = System.nanoTime();
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    beganNanos = System.nanoTime();
    session = Wire.readUuid(in);
    slot = in.readInt();
    sequence = in.readLong();
    first = in.readInt();
    count = in.readInt();
    timed = in.readBoolean();
    opensBatch = in.readBoolean();
    place = in.readByte();
    amountNanos = in.readLong();
    if (first < 0 || count < 1 || first > Integer.MAX_VALUE - count || amountNanos < 0) {
      throw new IOException("%d requests from number %d on are no chunk".formatted(count, first));
    }
    endedNanos = System.nanoTime();
  }
}
