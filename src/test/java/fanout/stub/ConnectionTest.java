package fanout.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** One connection of HTTP/1.1, without a socket. */
final class ConnectionTest {
  private static final StubConfig PLAIN = StubConfig.withDefaults();

  /** Whether the body of such a request comes is the client's choice, and cannot be seen. */
  @Test
  void closesAfterItsReplyToAClientThatWaitsToSendItsBody() {
    EmbeddedChannel channel = connectionTo(new Service(PLAIN));
    send(
        channel,
        "POST /7 HTTP/1.1\r\nHost: stub\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n");

    assertThat(reply(channel))
        .startsWith("HTTP/1.1 200 ")
        .contains("Request-Number: 7\r\n")
        .contains("Connection: close\r\n");
    assertThat(channel.isOpen()).isFalse();
  }

  private static EmbeddedChannel connectionTo(Service service) {
    return new EmbeddedChannel(new ProtocolChoice(service));
  }

  private static void send(EmbeddedChannel channel, String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private static String reply(EmbeddedChannel channel) {
    ByteBuf reply = channel.readOutbound();
    try {
      return reply.toString(StandardCharsets.US_ASCII);
    } finally {
      reply.release();
    }
  }
}
