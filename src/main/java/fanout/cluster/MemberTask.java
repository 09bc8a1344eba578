package fanout.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A driver's request to a member, with its encoding spelled out. */
abstract class MemberTask<T>
    implements Callable<T>, IdentifiedDataSerializable, HazelcastInstanceAware {
  static final int FACTORY = 0x46414E4F;
  static final int OPEN = 1;
  static final int CHUNK = 2;
  static final int CLOSE = 3;
  static final int REPLY = 4;

  private @Nullable HazelcastInstance member;

  @Override
  public final void setHazelcastInstance(HazelcastInstance instance) {
    member = instance;
  }

  @Override
  public final int getFactoryId() {
    return FACTORY;
  }

  /** Returns the sessions of the member that runs the task. */
  final Sessions sessions() {
    return Sessions.of(Objects.requireNonNull(member, "a task runs in a member only"));
  }

  static void write(UUID id, ObjectDataOutput out) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  static UUID readUuid(ObjectDataInput in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }

  /** Makes the empty objects that messages are read into: these and no others. */
  static final class Factory implements DataSerializableFactory {
    @Override
    public @Nullable IdentifiedDataSerializable create(int typeId) {
      return switch (typeId) {
        case OPEN -> new OpenTask();
        case CHUNK -> new ChunkTask();
        case CLOSE -> new Close();
        case REPLY -> new ChunkReply();
        default -> null;
      };
    }
  }

  /** Ends a session and closes its exchange. Returns an empty text. */
  static final class Close extends MemberTask<String> {
    private UUID session = new UUID(0, 0);

    Close() {}

    Close(UUID session) {
      this.session = session;
    }

    @Override
    public String call() {
      sessions().close(session);
      return "";
    }

    @Override
    public int getClassId() {
      return CLOSE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
      write(session, out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
      session = readUuid(in);
    }
  }
}
