package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import fanout.process.Frame.Call;
import fanout.process.Frame.Hello;
import fanout.process.Frame.Take;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class FrameChannelTest {
  private final long seed = Long.getLong("fanout.seed", 1);
  private final RandomGenerator random = new Random(seed);

  @Test
  void readsTheSameFramesHoweverTheStreamIsCut() throws Exception {
    System.out.println("-Dfanout.seed=" + seed);
    List<Frame> written = new ArrayList<>();
    Memory sent = new Memory(new byte[0], 0);
    FrameChannel writer = new FrameChannel(sent);
    for (int i = 0; i < 150; i++) {
      Frame frame = Frames.random(random);
      written.add(frame);
      writer.put(frame);
      if (random.nextBoolean()) {
        writer.flush();
      }
    }
    writer.flush();
    FrameChannel reader = new FrameChannel(new Memory(sent.written.toByteArray(), 5_000));
    List<Frame> read = new ArrayList<>();
    while (reader.await()) {
      read.add(reader.take());
    }
    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType(Arrays::equals, byte[].class)
        .isEqualTo(written);
  }

  @Test
  void needsOneReadForFramesThatWereWrittenTogether() throws Exception {
    ByteBuffer both = ByteBuffer.allocate(100);
    both.put(Frames.encoded(new Take("a"))).put(Frames.encoded(new Hello(1)));
    Memory memory = new Memory(Arrays.copyOf(both.array(), both.position()), 0);
    FrameChannel channel = new FrameChannel(memory);

    assertThat(channel.isReady()).isFalse();
    assertThat(channel.await()).isTrue();
    assertThat(channel.take()).isEqualTo(new Take("a"));
    assertThat(channel.isReady()).isTrue();
    assertThat(channel.take()).isEqualTo(new Hello(1));
    assertThat(memory.reads).isEqualTo(1);
    assertThat(channel.await()).isFalse();
  }

  @Test
  void refusesALengthBeyondTheLimitWithoutAskingForTheRest() {
    Memory memory = new Memory("Hello, world".getBytes(StandardCharsets.UTF_8), 0);
    FrameChannel channel = new FrameChannel(memory);
    assertThatExceptionOfType(BadFrameException.class)
        .isThrownBy(channel::await)
        .withMessageContaining("was " + 0x48656c6c);
    assertThat(memory.reads).isEqualTo(1);
    assertThat(memory.largestRequest).isLessThan(1 << 17);
  }

  @Test
  void tellsAnEndWithinAFrameFromAnOrderlyOne() {
    byte[] frame = Frames.encoded(new Hello(7)).array();
    FrameChannel cut = new FrameChannel(new Memory(Arrays.copyOf(frame, 9), 0));
    assertThatExceptionOfType(EOFException.class).isThrownBy(cut::await);
  }

  @Test
  void leavesNothingOfAFrameThatCannotBeEncoded() throws Exception {
    Memory memory = new Memory(new byte[0], 0);
    FrameChannel channel = new FrameChannel(memory);
    channel.put(new Hello(1));
    List<byte[]> values = new ArrayList<>(List.of(new byte[] {1}));
    values.add(null); // stands for whatever fails half-way
    assertThatNullPointerException().isThrownBy(() -> channel.put(new Call("task", false, values)));
    channel.put(new Hello(2));
    channel.flush();

    FrameChannel reader = new FrameChannel(new Memory(memory.written.toByteArray(), 0));
    assertThat(reader.await()).isTrue();
    assertThat(reader.take()).isEqualTo(new Hello(1));
    assertThat(reader.await()).isTrue();
    assertThat(reader.take()).isEqualTo(new Hello(2));
    assertThat(reader.await()).isFalse();
  }

  @Test
  void endsSendingOverALinkThatIsClosedMeanwhile() {
    FrameChannel channel = new FrameChannel(new FailingLink(new ClosedChannelException()));
    assertThatCode(channel::closeSending).doesNotThrowAnyException();
  }

  @Test
  void passesOnThatSendingCannotBeEnded() {
    FrameChannel channel = new FrameChannel(new FailingLink(new IOException("no such socket")));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(channel::closeSending)
        .withMessage("no such socket");
  }

  private record FailingLink(IOException failure) implements ByteLink {
    @Override
    public void closeSending() throws IOException {
      throw failure;
    }

    @Override
    public int read(ByteBuffer into) {
      return -1;
    }

    @Override
    public void write(ByteBuffer from) {}

    @Override
    public void close() {}
  }

  /** Bytes to be read, in pieces of random length or at once, and those that were written. */
  private final class Memory implements ByteLink {
    private final ByteBuffer bytes;
    private final int mostAtOnce;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int reads;
    private int largestRequest;

    Memory(byte[] bytes, int mostAtOnce) {
      this.bytes = ByteBuffer.wrap(bytes);
      this.mostAtOnce = mostAtOnce;
    }

    @Override
    public int read(ByteBuffer into) {
      reads++;
      largestRequest = Math.max(largestRequest, into.remaining());
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int length = Math.min(into.remaining(), bytes.remaining());
      if (mostAtOnce > 0) {
        length = Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 7 : mostAtOnce));
      }
      into.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      return length;
    }

    @Override
    public void write(ByteBuffer from) {
      while (from.hasRemaining()) {
        written.write(from.get());
      }
    }

    @Override
    public void closeSending() {}

    @Override
    public void close() {}
  }
}
