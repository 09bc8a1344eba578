package fanout.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** The end of sending, over a link that another thread may have closed. */
final class StreamChannelTest {
  @Test
  void endsSendingOverALinkThatIsClosedMeanwhile() {
    StreamChannel channel = new StreamChannel(new FailingLink(new ClosedChannelException()));

    assertThatCode(channel::closeSending).doesNotThrowAnyException();
  }

  @Test
  void passesOnThatSendingCannotBeEnded() {
    StreamChannel channel = new StreamChannel(new FailingLink(new IOException("no such socket")));

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
    public int write(ByteBuffer from) {
      return 0;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
