package fanout.process;

import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.process.Frame.Chunk;
import fanout.process.Frame.Hello;
import fanout.process.Frame.Ping;
import fanout.process.Frame.Pong;
import fanout.process.Frame.Ready;
import fanout.process.Frame.Results;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Frames of every kind from a seeded generator, and their bytes. */
final class Frames {
  private static final int KINDS = 6;

  private Frames() {}

  static Frame random(RandomGenerator random) {
    return switch (random.nextInt(KINDS)) {
      case 0 -> new Hello(random.nextLong());
      case 1 -> new Ready(random.nextLong(), random.nextLong());
      case 2 -> new Ping();
      case 3 -> new Pong(random.nextLong());
      case 4 -> new Chunk(random.nextInt(1 << 30), count(random), random.nextBoolean());
      default -> results(random, 1 + random.nextInt(40));
    };
  }

  static Results results(RandomGenerator random, int count) {
    int first = random.nextInt(1 << 30);
    List<Outcome> outcomes = new ArrayList<>();
    for (int position = 0; position < count; position++) {
      outcomes.add(outcome(first + position, random));
    }
    return new Results(
        first, outcomes, random.nextLong(), random.nextBoolean() ? times(random, count) : null);
  }

  /** Returns what {@link FrameReader} hands to the codec: everything behind the length. */
  static ByteBuffer payload(Frame frame) {
    return encoded(frame).position(FrameCodec.LENGTH_BYTES).slice();
  }

  static ByteBuffer encoded(Frame frame) {
    ByteBuffer out = ByteBuffer.allocate(FrameCodec.roomFor(frame));
    FrameCodec.encode(frame, out);
    return out.flip();
  }

  private static int count(RandomGenerator random) {
    return 1 + random.nextInt(FrameCodec.MAX_REQUESTS);
  }

  private static Outcome outcome(int number, RandomGenerator random) {
    if (random.nextBoolean()) {
      return new Reply(number, random.nextInt(), random.nextLong());
    }
    Failure.Kind[] kinds = Failure.Kind.values();
    String detail = "détail ✓ ".repeat(random.nextInt(OutcomeCodec.MAX_DETAIL_CHARS / 9));
    return new Failure(number, kinds[random.nextInt(kinds.length)], detail);
  }

  private static @Nullable ChunkTimes times(RandomGenerator random, int count) {
    ChunkTimes times = new ChunkTimes();
    ByteBuffer bytes = ByteBuffer.allocate(ChunkTimes.bytesFor(count));
    random.nextBytes(bytes.array());
    times.decode(count, bytes);
    return times;
  }
}
