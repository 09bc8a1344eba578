package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class QueueBrokerTest {
  private final QueueBroker broker = new QueueBroker();

  @Test
  void refusesWhoeverWaitsForAQueueThatWasMadeAfterTheClose() {
    broker.close();
    ParentQueue<String> late = new ParentQueue<>("q", Codec.TEXT, broker.make("q", 1), () -> null);
    assertThatIllegalStateException()
        .isThrownBy(late::take)
        .withMessage("the pool of queue 'q' has ended");
    assertThatIllegalStateException().isThrownBy(() -> late.put("x"));
    assertThat(late.drain()).isEmpty();
  }
}
