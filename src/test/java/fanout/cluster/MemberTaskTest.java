package fanout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.strategy.Chunk;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks as the engine encodes and decodes them. */
final class MemberTaskTest {
  private static final UUID ID = new UUID(1, 2);

  private final InternalSerializationService engine =
      new DefaultSerializationServiceBuilder().setConfig(EngineConfig.serialization()).build();

  @Test
  void takesChunksUpToTheLargest() {
    ChunkTask read =
        engine.toObject(engine.toData(chunk(ClusterMember.SLOTS - 1, 3, Chunk.MAX_SIZE)));
    assertThat(read.slot()).isEqualTo(4095);
    assertThat(read.sequence()).isEqualTo(9);
    assertThat(read.first()).isEqualTo(3);
    assertThat(read.count()).isEqualTo(16_384);
    assertThat(read.timed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 16385",
    "0, 2147483647",
    "0, 0",
    "0, -5",
    "-1, 1",
    "2147483640, 100",
  })
  void refusesAnImpossibleChunk(int first, int count) {
    refuses(
        chunk(0, first, count),
        "%d requests from number %d on are no chunk".formatted(count, first));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, ClusterMember.SLOTS, Integer.MAX_VALUE})
  void refusesASlotThatNoMemberHas(int slot) {
    refuses(chunk(slot, 0, 1), "a member has no slot " + slot);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, ClusterMember.SLOTS + 1, Integer.MAX_VALUE})
  void refusesASessionWithNoSlotOrMoreThanAMemberHas(int slots) {
    refuses(
        new OpenTask(ID, ID, slots, ExchangeSpec.parse("null"), Target.NONE),
        "slots must be from 1 to 4096, was " + slots);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, ClusterMember.SLOTS})
  void takesSessionsOfAnySizeThatAMemberHas(int slots) {
    OpenTask task = new OpenTask(ID, ID, slots, ExchangeSpec.parse("null"), Target.NONE);
    OpenTask read = engine.toObject(engine.toData(task));
    assertThat(read).isNotNull();
  }

  private void refuses(MemberTask<?> task, String why) {
    var data = engine.toData(task);
    assertThatThrownBy(() -> engine.toObject(data)).hasStackTraceContaining(why);
  }

  private static ChunkTask chunk(int slot, int first, int count) {
    return new ChunkTask(ID, slot, 9, new ClusterBatch.Range(first, count), true);
  }
}
