package fanout.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import fanout.strategy.WorkerReplies;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The outcomes of one chunk on their way to the driver, in the form that worker processes use. */
final class ChunkReply implements IdentifiedDataSerializable {
  private @Nullable WorkerReplies replies;

  ChunkReply() {}

  ChunkReply(WorkerReplies replies) {
    this.replies = replies;
  }

  WorkerReplies replies() {
    return Objects.requireNonNull(replies, "the reply has not been read");
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
    replies().encode(out);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    replies = WorkerReplies.decode(in);
  }
}
