package fanout.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.UUID;

/** Ends a session and closes its exchange. Returns an empty text. */
final class CloseTask extends MemberTask<String> {
  private UUID session = new UUID(0, 0);

  CloseTask() {}

  CloseTask(UUID session) {
    this.session = session;
  }

  @Override
  public String call() {
    sessions().close(session);
    return "";
  }

  @Override
  public int getClassId() {
    return TaskFactory.CLOSE;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    Wire.write(session, out);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    session = Wire.readUuid(in);
  }
}
