package fanout.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import fanout.strategy.Chunk;
import java.io.IOException;
import java.util.UUID;

/**
 * Requests {@code first} to {@code first + count - 1}, to be issued in turn on one slot. Its number
 * within the slot's session lets a member refuse what it has been given before.
 */
final class ChunkTask extends MemberTask<ChunkReply> {
  /** The bytes of a task's fields. */
  static final int BYTES = 3 * Long.BYTES + 3 * Integer.BYTES + 1;

  private UUID session = new UUID(0, 0);
  private int slot;
  private long sequence;
  private int first;
  private int count;
  private boolean timed;

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
   */
  ChunkTask(UUID session, int slot, long sequence, ClusterBatch.Range range, boolean timed) {
    this.session = session;
    this.slot = slot;
    this.sequence = sequence;
    this.first = range.first();
    this.count = range.count();
    this.timed = timed;
  }

  @Override
  public ChunkReply call() {
    return new ChunkReply(sessions().get(session).serve(this));
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
    return CHUNK;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    beganNanos = System.nanoTime();
    write(session, out);
    out.writeInt(slot);
    out.writeLong(sequence);
    out.writeInt(first);
    out.writeInt(count);
    out.writeBoolean(timed);
    endedNanos = System.nanoTime();
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    beganNanos = System.nanoTime();
    session = readUuid(in);
    slot = in.readInt();
    sequence = in.readLong();
    first = in.readInt();
    count = in.readInt();
    timed = in.readBoolean();
    if (slot < 0 || slot >= ClusterMember.SLOTS) {
      throw new IOException("a member has no slot " + slot);
    }
    if (first < 0 || count < 1 || count > Chunk.MAX_SIZE || first > Integer.MAX_VALUE - count) {
      throw new IOException("%d requests from number %d on are no chunk".formatted(count, first));
    }
    endedNanos = System.nanoTime();
  }
}
