package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bytes that no worker of ours would send: each is a frame or a {@link BadFrameException}, and
 * neither may cost more memory than the bytes that have come account for.
 */
@Timeout(120)
final class HostileBytesTest {
  private static final int FRAMES = Integer.getInteger("fanout.hostile.frames", 1_000_000);

  /** Classes are loaded, and the codec's own buffer grows, once. */
  private static final int WARM_FRAMES = 20_000;

  private static final int STREAMS = 20_000;
  private static final int ORIGINALS = 400;

  /** An outcome of 4 bytes becomes a record, a string and its bytes. */
  private static final int HEAP_PER_BYTE = 24;

  /** An exception with its message and stack trace. */
  private static final int HEAP_ALWAYS = 32 << 10;

  private final long seed = Long.getLong("fanout.seed", System.nanoTime());
  private final RandomGenerator random = new Random(seed);
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aMillionMangledFramesAreFramesOrRefusedAndCostNoMoreThanTheirBytes() {
    System.out.println("-Dfanout.seed=" + seed);
    List<byte[]> originals = originals();
    FrameCodec codec = new FrameCodec();
    for (int frame = 0; frame < WARM_FRAMES; frame++) {
      decodes(codec, ByteBuffer.wrap(mangle(originals.get(random.nextInt(ORIGINALS)))));
    }
    int refused = 0;
    for (int frame = 0; frame < FRAMES; frame++) {
      byte[] bytes = mangle(originals.get(random.nextInt(ORIGINALS)));
      ByteBuffer payload = ByteBuffer.wrap(bytes);
      long before = threads.getCurrentThreadAllocatedBytes();
      boolean good = decodes(codec, payload);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      refused += good ? 0 : 1;
      if (allocated > HEAP_ALWAYS + (long) HEAP_PER_BYTE * bytes.length) {
        assertThat(allocated)
            .as("frame %d of %d bytes, -Dfanout.seed=%d", frame, bytes.length, seed)
            .isLessThanOrEqualTo(HEAP_ALWAYS + (long) HEAP_PER_BYTE * bytes.length);
      }
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
      readToItsEnd(new FrameReader(served));
      // The reader asks for what its buffer has room for: at first 16 KiB, then twice what came.
      assertThat(served.largest)
          .as("stream %d of %d bytes, -Dfanout.seed=%d", stream, length, seed)
          .isLessThanOrEqualTo(Math.max(16 << 10, 2 * length));
    }
  }

  @Test
  void anAnnouncedLengthIsNotAllocatedBeforeItsBytesCome() {
    long before = directBytes();
    List<FrameReader> readers = new ArrayList<>();
    for (int reader = 0; reader < 64; reader++) {
      ByteBuffer claim =
          ByteBuffer.allocate(9).putInt(FrameCodec.MAX_LENGTH).putInt(7).put((byte) 1);
      readers.add(new FrameReader(new Served(claim.flip())));
      readToItsEnd(readers.getLast());
    }
    assertThat(directBytes() - before).isLessThan(FrameCodec.MAX_LENGTH);
    assertThat(readers).hasSize(64);
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

  private static boolean decodes(FrameCodec codec, ByteBuffer payload) {
    try {
      codec.decode(payload);
      return true;
    } catch (BadFrameException e) {
      return false;
    }
  }

  private static void readToItsEnd(FrameReader reader) {
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

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Hands bytes out as asked for, and remembers the largest wish. */
  private static final class Served implements ReadableByteChannel {
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
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
