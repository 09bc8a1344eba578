package fanout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.hazelcast.client.impl.ClientEvent;
import com.hazelcast.client.impl.ClientEventType;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a member's sessions end. */
final class SessionsTest {
  private static final UUID DRIVER = new UUID(1, 2);
  private static final UUID OTHER = new UUID(3, 4);

  @Test
  void endsTheSessionsOfADriverThatLeaves() {
    Sessions sessions = new Sessions(driver -> true);
    sessions.open(new UUID(0, 1), session(DRIVER));
    sessions.open(new UUID(0, 2), session(OTHER));
    sessions.open(new UUID(0, 3), session(DRIVER));
    sessions.clientDisconnected(client(DRIVER));
    assertThat(sessions.count()).isOne();
    assertThat(sessions.get(new UUID(0, 2)).driver()).isEqualTo(OTHER);
  }

  @Test
  void opensNoneForADriverThatHasLeft() {
    Sessions sessions = new Sessions(OTHER::equals);
    assertThatIllegalStateException()
        .isThrownBy(() -> sessions.open(new UUID(0, 1), session(DRIVER)))
        .withMessage("the driver is not connected to this member");
    assertThat(sessions.count()).isZero();
  }

  @Test
  void endsOneWhoseDriverLeavesWhileItIsOpened() {
    Sessions[] sessions = new Sessions[1];
    sessions[0] =
        new Sessions(
            driver -> {
              sessions[0].clientDisconnected(client(driver));
              return true;
            });
    sessions[0].open(new UUID(0, 1), session(DRIVER));
    assertThat(sessions[0].count()).isZero();
  }

  private static Session session(UUID driver) {
    return new Session(driver, 1, ExchangeSpec.parse("null").open(Target.NONE, 1));
  }

  private static ClientEvent client(UUID id) {
    return new ClientEvent(
        id,
        ClientEventType.DISCONNECTED,
        InetSocketAddress.createUnresolved("client", 1),
        "java",
        "client",
        Set.of());
  }
}
