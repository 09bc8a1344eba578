package fanout.stub;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.Delay;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
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

  /** A reply longer than a channel's mark of much unsent data: its flush takes up what waits. */
  @Test
  void measuresADelayByItsOwnRequestWhereAnotherFollows() {
    Service service = new Service(PLAIN.withBodyBytes(100_000).withDelay(Delay.parse("1ns")));
    EmbeddedChannel channel = connectionTo(service);
    channel.freezeTime();
    send(channel, RawClient.get(1) + RawClient.get(2));
    service.setDelay(Delay.parse("60s"));
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runPendingTasks();

    assertThat(reply(channel)).contains("Request-Number: 1\r\n");
    assertThat(service.report().delaysMeasured()).isOne();
    assertThat(service.report().delayErrorP99Nanos()).isPositive();
    channel.finishAndReleaseAll();
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
