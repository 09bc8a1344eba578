package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.process.TaskFrame.Call;
import fanout.process.TaskFrame.Granted;
import fanout.process.TaskFrame.Put;
import fanout.process.TaskFrame.Refused;
import fanout.process.TaskFrame.Returned;
import fanout.process.TaskFrame.Take;
import fanout.process.TaskFrame.Threw;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TaskFrameCodecTest {
  private static final int MUTATIONS = 20_000;

  static Stream<TaskFrame> frames() {
    byte[] bytes = {1, 2, 3};
    return Stream.of(
        new Call("a.Task", List.of(bytes, new byte[0])),
        new Returned(List.of(bytes, bytes)),
        new Threw(3, TaskFailedException.Stage.ENCODING, "détail ✓", "at x\nat y"),
        new Put("queue", ByteBuffer.wrap(bytes)),
        new Take("queue"),
        new Granted(ByteBuffer.wrap(bytes)),
        new Refused("nö"));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void decodesWhatWasEncodedInTheRoomThatWasAskedFor(TaskFrame frame) throws Exception {
    Frame decoded = new FrameCodec().decode(Frames.payload(frame));
    assertThat(decoded).usingRecursiveComparison().isEqualTo(frame);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void answersMutatedBytesWithAFrameOrABadFrameAndNothingElse(TaskFrame frame) {
    long seed = Long.getLong("fanout.seed", 1);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    ByteBuffer good = Frames.payload(frame);
    int bad = 0;
    for (int mutation = 0; mutation < MUTATIONS; mutation++) {
      byte[] bytes = new byte[1 + random.nextInt(good.remaining())];
      good.get(0, bytes);
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(new FrameCodec().decode(ByteBuffer.wrap(bytes))).isNotNull();
      } catch (BadFrameException e) {
        bad++;
      }
    }
    assertThat(bad).isPositive();
  }
}
