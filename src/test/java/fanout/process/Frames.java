package fanout.process;

import fanout.process.Frame.Call;
import fanout.process.Frame.Granted;
import fanout.process.Frame.Hello;
import fanout.process.Frame.Put;
import fanout.process.Frame.Refused;
import fanout.process.Frame.Returned;
import fanout.process.Frame.Take;
import fanout.process.Frame.Threw;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Frames of every kind from a seeded generator, and their bytes. */
final class Frames {
  private static final int KINDS = 8;

  private Frames() {}

  static Frame random(RandomGenerator random) {
    return switch (random.nextInt(KINDS)) {
      case 0 -> new Hello(random.nextLong());
      case 1 -> new Call(text(random), random.nextBoolean(), values(random));
      case 2 -> new Returned(values(random));
      case 3 -> new Threw(stage(random), text(random), text(random));
      case 4 -> new Put(text(random), bytes(random));
      case 5 -> new Take(text(random));
      case 6 -> new Granted(bytes(random));
      default -> new Refused(text(random));
    };
  }

  /** Returns everything behind the length. */
  static ByteBuffer payload(Frame frame) {
    return encoded(frame).position(FrameCodec.LENGTH_BYTES).slice();
  }

  static ByteBuffer encoded(Frame frame) {
    ByteBuffer out = ByteBuffer.allocate(FrameCodec.roomFor(frame));
    FrameCodec.encode(frame, out);
    return out.flip();
  }

  private static TaskFailedException.Stage stage(RandomGenerator random) {
    TaskFailedException.Stage[] stages = TaskFailedException.Stage.values();
    return stages[random.nextInt(stages.length)];
  }

  private static String text(RandomGenerator random) {
    return "détail ✓ ".repeat(random.nextInt(40));
  }

  private static List<byte[]> values(RandomGenerator random) {
    List<byte[]> values = new ArrayList<>();
    for (int count = random.nextInt(5); count >= 0; count--) {
      values.add(bytes(random));
    }
    return values;
  }

  private static byte[] bytes(RandomGenerator random) {
    byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 40_000 : 100)];
    random.nextBytes(bytes);
    return bytes;
  }
}
