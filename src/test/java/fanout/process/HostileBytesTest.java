package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bytes that no worker of ours would send: each is a frame or a {@link BadFrameException}, and no
 * announced length makes the reader ask for more than twice what has come.
 */
@Timeout(120)
final class HostileBytesTest {
  private static final int FRAMES = Integer.getInteger("fanout.hostile.frames", 20_000);

  private static final int STREAMS = 1_000;
  private static final int ORIGINALS = 400;

  private final long seed = Long.getLong("fanout.seed", 1);
  private final RandomGenerator random = new Random(seed);

  @Test
  void mangledFramesAreFramesOrRefused() {
    System.out.println("-Dfanout.seed=" + seed);
    List<byte[]> originals = originals();
    int refused = 0;
    for (int frame = 0; frame < FRAMES; frame++) {
      byte[] bytes = mangle(originals.get(random.nextInt(ORIGINALS)));
      refused += decodes(ByteBuffer.wrap(bytes)) ? 0 : 1;
    }
    // Neither all nor none: the frames are hostile, and not merely noise.
    assertThat(refused).isBetween(FRAMES / 10, FRAMES - FRAMES / 100);
  }

  @Test
  void streamsOfHostileBytesEndAndDoNotMakeTheReaderTakeMoreThanHasCome() {
    System.out.println("-Dfanout.seed=" + seed);
    List<byte[]> originals = originals();
    for (int stream = 0; stream < STREAMS; stream++) {
      ByteBuffer bytes = stream(originals);
      Served served = new Served(bytes);
      int length = bytes.remaining();
      readToItsEnd(new FrameChannel(served));
      // The reader asks for what its buffer has room for: at first 16 KiB, then twice what came.
      assertThat(served.largest)
          .as("stream %d of %d bytes, -Dfanout.seed=%d", stream, length, seed)
          .isLessThanOrEqualTo(Math.max(16 << 10, 2 * length));
    }
  }

  private List<byte[]> originals() {
    List<byte[]> originals = new ArrayList<>();
    for (int i = 0; i < ORIGINALS; i++) {
      ByteBuffer payload = Frames.payload(Frames.random(random));
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      originals.add(bytes);
    }
    return originals;
  }

  private byte[] mangle(byte[] original) {
    byte[] bytes = original.clone();
    switch (random.nextInt(6)) {
      case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 2 -> putExtreme(bytes);
      case 3 -> bytes = java.util.Arrays.copyOf(bytes, 1 + random.nextInt(2 * bytes.length));
      case 4 -> bytes[0] = (byte) random.nextInt(12);
      default -> random.nextBytes(bytes);
    }
    return bytes;
  }

  private void putExtreme(byte[] bytes) {
    int[] extremes = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 16_384, 16_385, 1 << 24};
    if (bytes.length >= Integer.BYTES) {
      int at = random.nextInt(bytes.length - Integer.BYTES + 1);
      ByteBuffer.wrap(bytes).putInt(at, extremes[random.nextInt(extremes.length)]);
    }
  }

  /** Good frames, then one with a lie in its length or its bytes. */
  private ByteBuffer stream(List<byte[]> originals) {
    ByteBuffer stream = ByteBuffer.allocate(1 << 20);
    for (int good = random.nextInt(4); good > 0; good--) {
      put(originals.get(random.nextInt(ORIGINALS)), stream);
    }
    byte[] bad = mangle(originals.get(random.nextInt(ORIGINALS)));
    switch (random.nextInt(3)) {
      case 0 -> put(bad, stream);
      case 1 -> stream.putInt(random.nextInt()).put(bad);
      default -> stream.putInt(1 + random.nextInt(FrameCodec.MAX_LENGTH)).put(bad);
    }
    return stream.flip();
  }

  private static void put(byte[] payload, ByteBuffer into) {
    into.putInt(payload.length).put(payload);
  }

  private static boolean decodes(ByteBuffer payload) {
    try {
      FrameCodec.decode(payload);
      return true;
    } catch (BadFrameException e) {
      return false;
    }
  }

  private static void readToItsEnd(FrameChannel reader) {
    try {
      while (reader.await()) {
        reader.take();
      }
    } catch (BadFrameException | EOFException e) {
      assertThat(e).hasMessageNotContaining("null");
    } catch (IOException e) {
      throw new AssertionError("memory cannot fail", e);
    }
  }

  /** Hands bytes out as asked for, and remembers the largest wish. */
  private static final class Served implements ByteLink {
    private final ByteBuffer bytes;
    private int largest;

    Served(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer into) {
      largest = Math.max(largest, into.remaining());
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(into.remaining(), bytes.remaining());
      into.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public void write(ByteBuffer from) {}

    @Override
    public void closeSending() {}

    @Override
    public void close() {}
  }
}
