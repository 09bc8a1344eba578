package fanout.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

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

  /** Sends what a member begins with, and a packet's header. */
  private static Socket announce(MemberProcess member, int size) throws IOException {
    MemberAddress address = MemberAddress.parse(member.address());
    Socket socket = new Socket(address.resolved(), address.port());
    byte engineVersion = 4;
    ByteBuffer bytes = ByteBuffer.allocate(14).put("HZC".getBytes(US_ASCII)).put(engineVersion);
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
}
