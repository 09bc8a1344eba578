package fanout.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Bookkeeper;
import fanout.ledger.Timeline;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class VirtualThreadsTest {
  private static final int MOST = 80;

  @Test
  void admitsNoMoreThanTheBoundUntilAnEighthHasLeft() throws Exception {
    VirtualThreads.Admission admission = new VirtualThreads.Admission(MOST);
    CountDownLatch full = new CountDownLatch(1);
    CountDownLatch oneMore = new CountDownLatch(1);
    Thread caller =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  enter(admission, MOST);
                  full.countDown();
                  enter(admission, 1);
                  oneMore.countDown();
                });
    full.await();
    for (int left = 0; left < MOST / 8 - 1; left++) {
      admission.leave();
    }
    while (caller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait(); // bounded by the test's time limit
    }
    assertThat(oneMore.getCount()).as("nobody has got in").isEqualTo(1);
    admission.leave();
    oneMore.await();
  }

  /** With 150 slots the caller could be 15 000 requests ahead, and threads are bounded. */
  @Test
  void aBatchWithBoundedThreadsHasEveryOutcome() throws Exception {
    int requests = 45_001;
    int slots = 150;
    Timeline timeline = Timeline.recording(requests);
    FanOutConfig config =
        new FanOutConfig(slots, ExchangeSpec.parse("null"), Target.NONE, Chunk.ONE);
    try (FanOut fanOut = new VirtualThreads(config)) {
      assertThat(fanOut.issue(timeline).outcomes())
          .hasSize(requests)
          .allMatch(Reply.class::isInstance);
      new Bookkeeper(requests, slots).book(timeline).requireClosed();
    }
  }

  /** Their wait for a carrier would be taken for a wait for the server. */
  @Test
  void noStatesAreToldOfSlotsThatAreVirtualThreads() {
    FanOutConfig config = new FanOutConfig(2, ExchangeSpec.parse("null"), Target.NONE, Chunk.ONE);
    try (FanOut virtual = new VirtualThreads(config);
        FanOut control = Oracle.ofVirtualThreads(config);
        FanOut platform = Oracle.ofThreads(config)) {
      assertThat(virtual.slotThreads()).isEmpty();
      assertThat(control.slotThreads()).isEmpty();
      assertThat(platform.slotThreads()).isEqualTo("oracle-slot-");
    }
  }

  private static void enter(VirtualThreads.Admission admission, int times) {
    try {
      for (int entered = 0; entered < times; entered++) {
        admission.enter();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
