package fanout.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens a session: the member opens the exchange. Returns what went wrong, or an empty text. */
final class OpenTask extends MemberTask<String> {
  private UUID session = new UUID(0, 0);
  private UUID driver = new UUID(0, 0);
  private int slots;
  private String exchange = "";
  private String base = "";
  private int bodyBytes;

  OpenTask() {}

  /**
   * Asks for a session.
   *
   * @param session a number that no other session has
   * @param driver the driver's number in the cluster; the session ends with its connection
   * @param slots the most requests in flight in this member
   */
  OpenTask(UUID session, UUID driver, int slots, ExchangeSpec exchange, Target target) {
    this.session = session;
    this.driver = driver;
    this.slots = slots;
    this.exchange = exchange.toString();
    this.base = target.base().toString();
    this.bodyBytes = target.bodyBytes();
  }

  @Override
  public String call() {
    try {
      ExchangeSpec spec = ExchangeSpec.parse(exchange);
      Target target = new Target(URI.create(base), bodyBytes);
      sessions().open(session, new Session(driver, slots, spec.open(target, slots)));
      return "";
    } catch (RuntimeException | LinkageError e) { // a class that is missing here is told there
      return "cannot open the exchange " + exchange + " (" + e + ")";
    }
  }

  @Override
  public int getClassId() {
    return OPEN;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    write(session, out);
    write(driver, out);
    out.writeInt(slots);
    out.writeString(exchange);
    out.writeString(base);
    out.writeInt(bodyBytes);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    session = readUuid(in);
    driver = readUuid(in);
    slots = in.readInt();
    exchange = text(in.readString());
    base = text(in.readString());
    bodyBytes = in.readInt();
    if (slots < 1 || slots > ClusterMember.SLOTS) {
      throw new IOException(
          "slots must be from 1 to %d, was %d".formatted(ClusterMember.SLOTS, slots));
    }
  }

  private static String text(@Nullable String read) {
    return Objects.requireNonNullElse(read, "");
  }
}
