package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.ledger.Timeline;
import fanout.process.Frame.Chunk;
import fanout.process.Frame.Hello;
import fanout.process.Frame.Ping;
import fanout.process.Frame.Results;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameCodecTest {
  private static final int ROUNDS = 20_000;

  private final FrameCodec codec = new FrameCodec();
  private final long seed = Long.getLong("fanout.seed", 1);
  private final RandomGenerator random = new Random(seed);

  @BeforeEach
  void printSeed(TestInfo test) {
    System.out.println(test.getDisplayName() + ": -Dfanout.seed=" + seed);
  }

  @Test
  void decodesWhatItEncoded() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Frame frame = Frames.random(random);
      // ChunkTimes has no equality of its own; its text has all of its values but the last.
      assertThat(codec.decode(Frames.payload(frame))).hasToString(frame.toString());
    }
  }

  @Test
  void stampsTimedResultsWhenTheyHaveBeenEncoded() throws Exception {
    ChunkTimes times = new ChunkTimes();
    times.takeFrom(Timeline.recording(1), 1);
    long before = System.nanoTime();
    times.stamp(before - 7, before - 4, before);
    ByteBuffer payload = Frames.payload(new Results(0, List.of(new Reply(0, 0, 0)), 0, times));
    long after = System.nanoTime();

    ChunkTimes decoded = Objects.requireNonNull(((Results) codec.decode(payload)).times());
    assertThat(decoded.decodeNanos()).isEqualTo(3);
    assertThat(decoded.encodedNanos() - before).isBetween(0L, after - before);
    assertThat(decoded.encodeNanos()).isEqualTo(decoded.encodedNanos() - before);
  }

  @Test
  void refusesEveryFrameThatEndsEarly() {
    for (int round = 0; round < 500; round++) {
      ByteBuffer whole = Frames.payload(Frames.random(random));
      ByteBuffer cut = whole.limit(random.nextInt(whole.limit()));
      assertThatExceptionOfType(BadFrameException.class).isThrownBy(() -> codec.decode(cut));
    }
  }

  @Test
  void refusesBytesAfterTheLastField() {
    ByteBuffer trailed = ByteBuffer.allocate(64).put(Frames.payload(new Ping())).put((byte) 1);
    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(() -> codec.decode(trailed.flip()))
        .withMessageContaining("1 bytes trail");
  }

  @Test
  void refusesAnUnknownType() {
    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(() -> codec.decode(ByteBuffer.wrap(new byte[] {99})))
        .withMessageContaining("type 99");
  }

  @Test
  void refusesAHelloOfAnotherProtocol() {
    ByteBuffer other = Frames.payload(new Hello(1));
    other.put(1, (byte) 0);
    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(() -> codec.decode(other))
        .withMessageContaining("magic 00414e4f");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, FrameCodec.MAX_LENGTH + 1, Integer.MAX_VALUE})
  void refusesLengthsOutsideTheLimit(int length) {
    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(() -> FrameCodec.checkLength(length))
        .withMessageContaining(Integer.toString(length));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, FrameCodec.MAX_REQUESTS + 1, Integer.MAX_VALUE})
  void refusesChunksOfImpossibleSize(int count) {
    ByteBuffer payload = Frames.payload(new Chunk(0, count, false));
    assertThatExceptionOfType(BadFrameException.class).isThrownBy(() -> codec.decode(payload));
  }

  @Test
  void decodesOrRefusesMutatedFrames() {
    for (int round = 0; round < ROUNDS; round++) {
      ByteBuffer payload = mutated();
      try {
        assertThat(codec.decode(payload)).isNotNull();
      } catch (BadFrameException e) {
        assertThat(e.getMessage()).isNotEmpty();
      } catch (RuntimeException e) {
        fail("round " + round, e);
      }
    }
  }

  @Test
  void theLargestPossibleResultsAreWithinTheLimit() throws Exception {
    String longest = "あ".repeat(2 * OutcomeCodec.MAX_DETAIL_CHARS);
    List<Outcome> outcomes =
        IntStream.range(0, FrameCodec.MAX_REQUESTS)
            .mapToObj(n -> (Outcome) new Failure(n, Failure.Kind.STATUS, longest))
            .toList();
    ChunkTimes times = new ChunkTimes();
    times.takeFrom(Timeline.recording(outcomes.size()), outcomes.size());
    ByteBuffer payload = Frames.payload(new Results(0, outcomes, 0, times));

    assertThat(FrameCodec.checkLength(payload.remaining())).isPositive();
    Results decoded = (Results) codec.decode(payload);
    assertThat(((Failure) decoded.outcomes().getFirst()).detail())
        .isEqualTo("あ".repeat(OutcomeCodec.MAX_DETAIL_CHARS));
  }

  private ByteBuffer mutated() {
    ByteBuffer payload = Frames.payload(Frames.random(random));
    for (int flips = random.nextInt(8); flips >= 0; flips--) {
      payload.put(random.nextInt(payload.limit()), (byte) random.nextInt());
    }
    return payload;
  }
}
