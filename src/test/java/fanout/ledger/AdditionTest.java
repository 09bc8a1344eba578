package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fanout.ledger.Addition.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class AdditionTest {
  @ParameterizedTest
  @CsvSource({
    "none, NONE, 0",
    "wake:3, WAKE, 3",
    "spin:4us, SPIN, 4000",
    "spin:0, SPIN, 0",
    "lock:1.5us, LOCK, 1500",
    "lock-inside:4us, LOCK_INSIDE, 4000"
  })
  void readsKindAndAmount(String text, Kind kind, long amount) {
    assertThat(Addition.parse(text).kind).isEqualTo(kind);
    assertThat(Addition.parse(text).amount).isEqualTo(amount);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none:1", "wake", "wake:-1", "wake:2us", "wake:1001", "LOCK:1us"})
  void namesTheFormsWhenTheTextHasNoneOfThem(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Addition.parse(text))
        .withMessage(
            "addition '%s' is malformed; expected %s, with at most 1000 wake-ups",
            text, Addition.FORMS);
  }

  @Test
  void sleepsUntilItsPartnerHasAnswered() {
    Addition addition = Addition.parse("wake:5");
    addition.beforeStart();
    assertThat(Addition.IDLE_PARTNERS).isNotEmpty();
  }

  @Test
  void holdsTheLockOutsideTheExchange() throws Exception {
    assertThat(waitsForLockAt("lock:0")).containsExactly("before");
  }

  @Test
  void holdsTheLockInsideTheExchange() throws Exception {
    assertThat(waitsForLockAt("lock-inside:0")).containsExactly("inside");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "spin:0", "wake:1"})
  void takesNoLockOtherwise(String text) throws Exception {
    assertThat(waitsForLockAt(text)).isEmpty();
  }

  /** Where a slot waits while another holds the lock. */
  private static List<String> waitsForLockAt(String text) throws InterruptedException {
    Addition addition = Addition.parse(text);
    List<String> waiting = new ArrayList<>();
    if (waitsForLock(addition, addition::beforeStart)) {
      waiting.add("before");
    }
    if (waitsForLock(addition, addition::inExchange)) {
      waiting.add("inside");
    }
    return waiting;
  }

  private static boolean waitsForLock(Addition addition, Runnable step)
      throws InterruptedException {
    Thread slot = Thread.ofPlatform().daemon().unstarted(step);
    addition.lock.lock();
    try {
      slot.start();
      while (slot.isAlive() && !addition.lock.hasQueuedThread(slot)) {
        Thread.onSpinWait(); // bounded by the test's time limit
      }
      return slot.isAlive();
    } finally {
      addition.lock.unlock();
      slot.join();
    }
  }
}
