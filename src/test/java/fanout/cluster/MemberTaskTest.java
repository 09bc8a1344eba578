package fanout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import fanout.strategy.Chunk;
import fanout.strategy.WorkerReplies;
import fanout.strategy.WorkerReplies.Moments;
import java.util.Objects;
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

  @Test
  void aReplyComesBackWithTheTimesOfItsMember() {
    Session session = new Session(ID, 1, ExchangeSpec.parse("null").open(Target.NONE, 1));
    ChunkTask task = engine.toObject(engine.toData(chunk(0, 3, 2)));
    ChunkReply reply = engine.toObject(engine.toData(new ChunkReply(session.serve(task))));
    WorkerReplies replies = reply.replies();
    assertThat(replies.outcomes()).containsExactly(new Reply(3, 0, 0), new Reply(4, 0, 0));
    Moments far = Objects.requireNonNull(replies.moments());
    assertThat(far.read()).isEqualTo(task.beganNanos());
    assertThat(far.decoded()).isEqualTo(task.endedNanos());
    Timeline timeline = Timeline.recording(5);
    replies.placeIn(timeline, 7);
    assertThat(timeline.startedAt(3)).isEqualTo(replies.startedNanos() + 7);
    assertThat(timeline.finishedAt(4)).isEqualTo(far.issued() + 7);
  }

  private void refuses(MemberTask<?> task, String why) {
    var data = engine.toData(task);
    assertThatThrownBy(() -> engine.toObject(data)).hasStackTraceContaining(why);
  }

  private static ChunkTask chunk(int slot, int first, int count) {
    return new ChunkTask(ID, slot, 9, new ClusterBatch.Range(first, count), true);
  }
}
