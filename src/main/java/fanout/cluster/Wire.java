package fanout.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.UUID;

/** How values that several tasks have in common look on the wire. */
final class Wire {
  private Wire() {}

  static void write(UUID id, ObjectDataOutput out) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  static UUID readUuid(ObjectDataInput in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }
}
