package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.process.Frame.Call;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InFlightTest {
  private final InFlight inFlight = new InFlight();

  @Test
  void letsAnIdleWorkerHaveAFrameOfAnyLength() {
    assertThat(inFlight.mostBytes()).isEqualTo(Integer.MAX_VALUE);
    assertThat(inFlight.oldest()).isNull();
  }

  @Test
  void letsABusyWorkerHaveWhatTheSmallestPipeHolds() {
    Order first = order();
    Order second = order();
    Order third = order();
    inFlight.add(first, 1 << 20); // it is read at once
    assertThat(inFlight.mostBytes()).isEqualTo(InFlight.HELD_BYTES);
    inFlight.add(second, 1000);
    inFlight.add(third, 96);
    assertThat(inFlight.mostBytes()).isEqualTo(3000);

    inFlight.removeOldest();
    assertThat(inFlight.oldest()).isSameAs(second);
    assertThat(inFlight.mostBytes()).isEqualTo(InFlight.HELD_BYTES - 96);
    inFlight.remove(third);
    assertThat(inFlight.mostBytes()).isEqualTo(InFlight.HELD_BYTES);
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void givesAllBackOldestFirst() {
    Order first = order();
    Order second = order();
    inFlight.add(first, 10);
    inFlight.add(second, 10);
    assertThat(inFlight.removeAll()).containsExactly(first, second);
    assertThat(inFlight.mostBytes()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void anOrderIsEitherAnsweredOrGivenUp() {
    Order first = order();
    Order second = order();
    inFlight.add(first, 10);
    inFlight.add(second, 10);
    assertThat(inFlight.giveUp(second)).as("before its turn").isFalse();
    assertThat(inFlight.removeOldest()).isTrue();
    assertThat(inFlight.giveUp(first)).as("after its answer").isFalse();
    assertThat(inFlight.overdue()).isNull();

    assertThat(inFlight.giveUp(second)).isTrue();
    assertThat(inFlight.removeOldest()).as("answered too late").isFalse();
    assertThat(inFlight.removeAll()).containsExactly(second);
    assertThat(inFlight.overdue()).isSameAs(second);
  }

  private static Order order() {
    return new Order(null) {
      @Override
      Call encode() {
        return new Call("task", false, List.of());
      }

      @Override
      void returned(List<byte[]> results) {}

      @Override
      void failed(RuntimeException why) {}
    };
  }
}
