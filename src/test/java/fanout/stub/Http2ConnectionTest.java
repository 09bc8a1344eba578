package fanout.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One connection of HTTP/2, frame by frame (RFC 9113), without a socket. */
final class Http2ConnectionTest {
  private static final StubConfig PLAIN = StubConfig.withDefaults();
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** {@code :method: GET}, {@code :path: /} and {@code :scheme: http} (RFC 7541, appendix A). */
  private static final String GET = "828486";

  /** {@code :method: POST} and the rest, with {@code content-length: 5}. */
  private static final String POST_OF_5_BYTES = "8384860f0d0135";

  private record Frame(int type, int stream, byte[] payload) {}

  /** Netty's own limit for servers is 200 in 30 s. */
  @Test
  void failsAnyNumberOfStreamsOfOneConnection() {
    int requests = 1000;
    EmbeddedChannel channel = connectionTo(PLAIN.withFaults(Faults.parse("reset=1")));
    for (int request = 0; request < requests; request++) {
      send(channel, HEADERS, END_STREAM | END_HEADERS, 2 * request + 1, GET);
    }

    assertThat(received(channel))
        .filteredOn(frame -> frame.type() != SETTINGS)
        .hasSize(requests)
        .allMatch(frame -> frame.type() == RST_STREAM);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aMalformedRequestEndsItsOwnStreamOnly() {
    EmbeddedChannel channel = connectionTo(PLAIN);
    send(channel, HEADERS, END_HEADERS, 1, POST_OF_5_BYTES);
    send(channel, DATA, END_STREAM, 1, "78");
    send(channel, HEADERS, END_STREAM | END_HEADERS, 3, GET);

    List<Frame> received = received(channel);
    assertThat(received)
        .filteredOn(frame -> frame.type() == RST_STREAM)
        .singleElement()
        .satisfies(
            frame -> {
              assertThat(frame.stream()).isEqualTo(1);
              assertThat(frame.payload()).endsWith((byte) Http2Error.PROTOCOL_ERROR.code());
            });
    assertThat(received).extracting(Frame::type).doesNotContain(GOAWAY);
    assertThat(received).anyMatch(frame -> frame.type() == HEADERS && frame.stream() == 3);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void answersWithABodyOfTheLengthAskedFor() {
    EmbeddedChannel channel = connectionTo(PLAIN.withBodyBytes(1000));
    send(channel, HEADERS, END_STREAM | END_HEADERS, 1, GET);

    assertThat(received(channel))
        .filteredOn(frame -> frame.type() == DATA)
        .singleElement()
        .satisfies(
            frame ->
                assertThat(new String(frame.payload(), StandardCharsets.US_ASCII))
                    .matches("x{1000}"));
  }

  private static EmbeddedChannel connectionTo(StubConfig config) {
    EmbeddedChannel channel = new EmbeddedChannel(new ProtocolChoice(new Service(config)));
    channel.writeInbound(Http2CodecUtil.connectionPrefaceBuf());
    send(channel, SETTINGS, 0, 0, "");
    return channel;
  }

  private static void send(
      EmbeddedChannel channel, int type, int flags, int stream, String payload) {
    byte[] bytes = HexFormat.of().parseHex(payload);
    channel.writeInbound(
        Unpooled.buffer()
            .writeMedium(bytes.length)
            .writeByte(type)
            .writeByte(flags)
            .writeInt(stream)
            .writeBytes(bytes));
  }

  private static List<Frame> received(EmbeddedChannel channel) {
    ByteBuf sent = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      sent.writeBytes(part);
      part.release();
    }
    List<Frame> frames = new ArrayList<>();
    while (sent.isReadable()) {
      byte[] payload = new byte[sent.readMedium()];
      int type = sent.readByte();
      sent.skipBytes(1);
      int stream = sent.readInt();
      sent.readBytes(payload);
      frames.add(new Frame(type, stream, payload));
    }
    return frames;
  }
}
