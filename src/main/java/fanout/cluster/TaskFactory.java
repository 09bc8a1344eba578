package fanout.cluster;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import org.jspecify.annotations.Nullable;

/** Makes the empty objects that what comes over the network is read into: these and no others. */
final class TaskFactory implements DataSerializableFactory {
  static final int ID = 0x46414E4F;
  static final int OPEN = 1;
  static final int CHUNK = 2;
  static final int CLOSE = 3;
  static final int REPLY = 4;

  @Override
  public @Nullable IdentifiedDataSerializable create(int typeId) {
    return switch (typeId) {
      case OPEN -> new OpenTask();
      case CHUNK -> new ChunkTask();
      case CLOSE -> new CloseTask();
      case REPLY -> new ChunkReply();
      default -> null;
    };
  }
}
