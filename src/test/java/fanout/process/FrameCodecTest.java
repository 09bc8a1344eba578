package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.process.Frame.Call;
import fanout.process.Frame.Granted;
import fanout.process.Frame.Hello;
import fanout.process.Frame.Put;
import fanout.process.Frame.Refused;
import fanout.process.Frame.Returned;
import fanout.process.Frame.Take;
import fanout.process.Frame.Threw;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameCodecTest {
  private static final int ROUNDS = 300;

  private final long seed = Long.getLong("fanout.seed", 1);
  private final RandomGenerator random = new Random(seed);

  @BeforeEach
  void printSeed(TestInfo test) {
    System.out.println(test.getDisplayName() + ": -Dfanout.seed=" + seed);
  }

  @Test
  void decodesWhatItEncodedInTheRoomThatWasAskedFor() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Frame frame = Frames.random(random);
      assertThat(FrameCodec.decode(Frames.payload(frame)))
          .usingRecursiveComparison()
          .withEqualsForType(Arrays::equals, byte[].class)
          .isEqualTo(frame);
    }
  }

  @Test
  void asksForNoMoreRoomThanAFrameWithoutTextTakes() {
    Call call = new Call("a.Task", true, List.of(new byte[9]));
    List<Frame> textless =
        List.of(
            new Hello(Long.MIN_VALUE),
            call.behind("a.Task"),
            new Call("", false, List.of()),
            new Call("", true, List.of(new byte[0], new byte[70_000])),
            new Returned(List.of()),
            new Returned(List.of(new byte[0], new byte[1])),
            new Threw(TaskFailedException.Stage.LOADING, "", ""),
            new Put("", new byte[0]),
            new Put("", new byte[5]),
            new Take(""),
            new Granted(new byte[0]),
            new Granted(new byte[5]),
            new Refused(""));
    assertThat(textless).allSatisfy(f -> assertThat(FrameCodec.roomFor(f)).isEqualTo(taken(f)));
    assertThat(taken(call.behind("a.Task"))).as("a chunk of one request").isEqualTo(27);
  }

  /** One byte a character, two, three, four for a pair, and one for half of a pair. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "\u00e9", "\uffff", "\ud83d\ude00", "\ud83d", "\ude00"})
  void asksForRoomForAnyText(String part) {
    String text = part.repeat(1000);
    List<Frame> frames =
        List.of(
            new Call(text, true, List.of(new byte[3])),
            new Threw(TaskFailedException.Stage.LOADING, text, text),
            new Put(text, new byte[3]),
            new Take(text),
            new Refused(text));
    assertThat(frames)
        .allSatisfy(f -> assertThat(FrameCodec.roomFor(f)).isGreaterThanOrEqualTo(taken(f)));
  }

  private static int taken(Frame frame) {
    ByteBuffer out = ByteBuffer.allocate(1 << 17);
    FrameCodec.encode(frame, out);
    return out.position();
  }

  @Test
  void refusesEveryFrameThatEndsEarly() {
    for (int round = 0; round < 500; round++) {
      ByteBuffer whole = Frames.payload(Frames.random(random));
      ByteBuffer cut = whole.limit(random.nextInt(whole.limit()));
      assertThatExceptionOfType(BadFrameException.class).isThrownBy(() -> FrameCodec.decode(cut));
    }
  }

  @Test
  void refusesBytesAfterTheLastField() {
    ByteBuffer trailed = ByteBuffer.allocate(64).put(Frames.payload(new Take("q"))).put((byte) 1);
    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(() -> FrameCodec.decode(trailed.flip()))
        .withMessageContaining("1 bytes trail");
  }

  @Test
  void refusesAnUnknownType() {
    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(() -> FrameCodec.decode(ByteBuffer.wrap(new byte[] {99})))
        .withMessageContaining("type 99");
  }

  @Test
  void refusesAHelloOfAnotherProtocol() {
    ByteBuffer other = Frames.payload(new Hello(1));
    other.put(1, (byte) 0);
    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(() -> FrameCodec.decode(other))
        .withMessageContaining("magic 00414e4f");
  }

  @Test
  void refusesAFlagThatIsNone() {
    ByteBuffer payload = Frames.payload(new Call("a", true, List.of())).put(1, (byte) 2);
    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(() -> FrameCodec.decode(payload))
        .withMessageContaining("a flag must be 0 or 1, was 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, FrameCodec.MAX_LENGTH + 1, Integer.MAX_VALUE})
  void refusesLengthsOutsideTheLimit(int length) {
    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(() -> FrameCodec.checkLength(length))
        .withMessageContaining(Integer.toString(length));
  }
}
