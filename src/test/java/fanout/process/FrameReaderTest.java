package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.process.Frame.Hello;
import fanout.process.Frame.Ping;
import fanout.process.Frame.Pong;
import fanout.process.Frame.Ready;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {
  private final long seed = Long.getLong("fanout.seed", 1);
  private final RandomGenerator random = new Random(seed);

  @Test
  void readsTheSameFramesHoweverTheStreamIsCut() throws Exception {
    System.out.println("-Dfanout.seed=" + seed);
    List<String> written = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(Channels.newChannel(bytes));
    for (int i = 0; i < 300; i++) {
      Frame frame = i % 10 == 0 ? Frames.results(random, 900) : Frames.random(random);
      written.add(frame.toString());
      writer.put(frame);
      if (random.nextBoolean()) {
        writer.flush();
      }
    }
    writer.flush();

    FrameReader reader = new FrameReader(new Dribble(bytes.toByteArray()));
    List<String> read = new ArrayList<>();
    while (reader.await()) {
      read.add(reader.take().toString());
    }

    assertThat(read).isEqualTo(written);
    assertThat(reader.frames()).isEqualTo(writer.frames()).isEqualTo(300);
    assertThat(reader.bytes()).isEqualTo(writer.bytes()).isEqualTo(bytes.size());
  }

  @Test
  void needsOneReadForFramesThatWereWrittenTogether() throws Exception {
    ByteBuffer both = ByteBuffer.allocate(100);
    both.put(Frames.encoded(new Ready(2, 3))).put(Frames.encoded(new Pong(1))).flip();
    Reads reads = new Reads(both);
    FrameReader reader = new FrameReader(reads);

    assertThat(reader.await()).isTrue();
    assertThat(reader.take()).isEqualTo(new Ready(2, 3));
    assertThat(reader.await()).isTrue();
    assertThat(reader.take()).isEqualTo(new Pong(1));
    assertThat(reads.count).isEqualTo(1);
  }

  @Test
  void refusesALengthBeyondTheLimitWithoutAskingForTheRest() {
    ByteBuffer garbage =
        ByteBuffer.wrap("Hello, world".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Reads reads = new Reads(garbage);
    FrameReader reader = new FrameReader(reads);

    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(reader::await)
        .withMessageContaining("was " + 0x48656c6c);
    assertThat(reads.count).isEqualTo(1);
    assertThat(reads.largestRequest).isLessThan(1 << 17);
  }

  @Test
  void tellsAnEndWithinAFrameFromAnOrderlyOne() throws Exception {
    byte[] frame = Frames.encoded(new Hello(7)).array();
    FrameReader cut = new FrameReader(new Dribble(java.util.Arrays.copyOf(frame, 9)));
    assertThatExceptionOfType(EOFException.class).isThrownBy(cut::await);

    FrameReader whole = new FrameReader(new Reads(Frames.encoded(new Ping())));
    assertThat(whole.await()).isTrue();
    assertThat(whole.take()).isEqualTo(new Ping());
    assertThat(whole.await()).isFalse();
  }

  /** Hands all bytes out at once, counts the calls, and then ends. */
  private static final class Reads implements ReadableByteChannel {
    private final ByteBuffer bytes;
    private int count;
    private int largestRequest;

    Reads(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer into) {
      count++;
      largestRequest = Math.max(largestRequest, into.remaining());
      int length = bytes.remaining();
      into.put(bytes);
      return length == 0 ? -1 : length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  /** Hands bytes out in pieces of random length. */
  private final class Dribble implements ReadableByteChannel {
    private final ByteBuffer bytes;

    Dribble(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public int read(ByteBuffer into) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int most = Math.min(into.remaining(), bytes.remaining());
      int length = Math.min(most, 1 + random.nextInt(random.nextBoolean() ? 7 : 5_000));
      into.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
