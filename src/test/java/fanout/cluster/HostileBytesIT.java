package fanout.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.nio.PacketIOHelper;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import fanout.strategy.Chunk;
import fanout.strategy.FanOutConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reaches a member's port, without its secret, and announces much. */
@Timeout(120)
final class HostileBytesIT {
  private static final int CONNECTIONS = 100;
  private static final int ENOUGH_CONNECTIONS = 4000;
  private static final int GIGABYTE = 1 << 30;
  private static final int PACKET_HEADER_BYTES = 11;
  private static final byte ENGINE_VERSION = 4;
  private static final byte[] GREETING = "HZC".getBytes(US_ASCII);

  @TempDir private Path folder;

  @Test
  void aMemberServesOnWhileStrangersAnnounceMoreThanItsMemory() throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    try (MemberProcess member = MemberProcess.start(secret)) {
      List<Socket> strangers = new ArrayList<>();
      for (int number = 0; number < CONNECTIONS; number++) {
        strangers.add(announce(member, GIGABYTE));
        strangers.add(announce(member, PacketLimit.BYTES));
      }
      for (int number = 0; number < CONNECTIONS; number++) {
        assertThat(isClosed(strangers.get(2 * number))).isTrue();
      }
      serves(member, secret);
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }

  @Test
  void aMemberWhoseMemoryDoesNotSufficeEnds() throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    Path errors = folder.resolve("errors");
    List<Socket> strangers = new ArrayList<>();
    try (MemberProcess member = MemberProcess.withHeap("64m", errors, secret)) {
      while (member.isAlive() && strangers.size() < ENOUGH_CONNECTIONS) {
        try {
          strangers.add(announce(member, PacketLimit.BYTES));
        } catch (IOException e) {
          break; // it has ended
        }
      }
      assertThat(member.awaitEnd()).isEqualTo(2);
      assertThat(errors).content().contains("fanout: the member ran out of memory (");
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }

  @Test
  void aMemberCallsNoConstructorThatAStrangerNames() throws Exception {
    Path errors = folder.resolve("errors");
    Path secret = MemberProcess.newSecret(folder);
    byte[] named = new DefaultSerializationServiceBuilder().build().toBytes(new Named());
    ByteBuffer packet = ByteBuffer.allocate(named.length + PACKET_HEADER_BYTES);
    new PacketIOHelper()
        .writeTo(new Packet(named).setPacketType(Packet.Type.SERVER_CONTROL), packet);
    try (MemberProcess member = MemberProcess.withHeap("512m", errors, secret)) {
      MemberAddress address = MemberAddress.parse(member.address());
      try (Socket stranger = new Socket(address.resolved(), address.port())) {
        stranger.getOutputStream().write(GREETING);
        stranger.getOutputStream().write(packet.array());
        assertThat(isClosed(stranger)).isTrue();
      }
      serves(member, secret);
    }
    assertThat(errors).content().doesNotContain(Named.class.getName());
  }

  /** Sends what a member begins with, and a packet's header. */
  private static Socket announce(MemberProcess member, int size) throws IOException {
    MemberAddress address = MemberAddress.parse(member.address());
    Socket socket = new Socket(address.resolved(), address.port());
    ByteBuffer bytes = ByteBuffer.allocate(14).put(GREETING).put(ENGINE_VERSION);
    bytes.putChar((char) 0).putInt(-1).putInt(size);
    socket.getOutputStream().write(bytes.array());
    return socket;
  }

  private static boolean isClosed(Socket stranger) throws IOException {
    try {
      stranger.getInputStream().readAllBytes();
      return true;
    } catch (SocketException e) {
      return true; // reset
    }
  }

  private static void serves(MemberProcess member, Path secret) throws InterruptedException {
    ClusterAccess access =
        new ClusterAccess(List.of(MemberAddress.parse(member.address())), Secret.read(secret));
    FanOutConfig config = new FanOutConfig(2, ExchangeSpec.parse("null"), Target.NONE, Chunk.ONE);
    try (ClusterPool pool = ClusterPool.open(access, config)) {
      assertThat(pool.issue(Timeline.off(CONNECTIONS)).outcomes())
          .hasSize(CONNECTIONS)
          .allMatch(Reply.class::isInstance);
    }
  }

  /** Says on standard error that it was made. */
  public static final class Named implements DataSerializable {
    /** Makes one. */
    public Named() {
      System.err.println(Named.class.getName() + " was made");
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}
  }
}
