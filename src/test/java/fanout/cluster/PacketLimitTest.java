package fanout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.nio.PacketIOHelper;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit beside the engine's own reader of packets, which takes any size. */
final class PacketLimitTest {
  private static final int HEADER_BYTES = 11;

  private final long seed = Long.getLong("fanout.seed", 1);
  private final RandomGenerator random = new Random(seed);
  private final PacketLimit limit = new PacketLimit();
  private final PacketIOHelper reader = new PacketIOHelper();

  @Test
  void passesWhatMembersSendInWhateverPiecesItComes() {
    List<Integer> sizes = new ArrayList<>(List.of(0, PacketLimit.BYTES, 8));
    for (int more = 0; more < 200; more++) {
      sizes.add(random.nextInt(8, random.nextInt(9, 3000)));
    }
    ByteBuffer sent = packets(sizes);
    ByteBuffer received = ByteBuffer.allocate(4096);
    List<Integer> read = new ArrayList<>();
    while (sent.hasRemaining()) {
      int piece = Math.min(sent.remaining(), random.nextInt(1, 1 + received.remaining()));
      received.put(sent.slice(sent.position(), piece));
      sent.position(sent.position() + piece);
      limit.check(received);
      received.flip();
      Packet packet = reader.readFrom(received);
      while (packet != null) {
        read.add(packet.totalSize());
        packet = reader.readFrom(received);
      }
      received.compact();
    }
    assertThat(read).as("-Dfanout.seed=%d", seed).isEqualTo(sizes);
  }

  @ParameterizedTest
  @ValueSource(ints = {PacketLimit.BYTES + 1, 1 << 30, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void refusesAnAnnouncedSizeAsSoonAsItHasCome(int size) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.position(HEADER_BYTES - Integer.BYTES).putInt(size);
    limit.check(header.duplicate().position(HEADER_BYTES - 1));
    assertThatIllegalStateException()
        .isThrownBy(() -> limit.check(header))
        .withMessage(
            "a packet of %d bytes was announced, members send at most 262144".formatted(size));
  }

  private static ByteBuffer packets(List<Integer> sizes) {
    int bytes = sizes.stream().mapToInt(size -> HEADER_BYTES + size).sum();
    ByteBuffer sent = ByteBuffer.allocate(bytes);
    PacketIOHelper writer = new PacketIOHelper();
    for (int size : sizes) {
      byte[] payload = new byte[size];
      java.util.Arrays.fill(payload, (byte) -1);
      assertThat(writer.writeTo(new Packet(payload), sent)).isTrue();
    }
    return sent.flip();
  }
}
